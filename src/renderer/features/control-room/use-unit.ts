import { useEffect, useState } from 'react';

/** The unit of the style sheets in pixels, for what is drawn without them: one hundredth of the largest 16:9 picture that fits. */
export function useUnitPx(): number {
  const [unitPx, setUnitPx] = useState(readUnit);
  useEffect(() => {
    const onResize = (): void => setUnitPx(readUnit());
    window.addEventListener('resize', onResize);
    return () => window.removeEventListener('resize', onResize);
  }, []);
  return unitPx;
}

function readUnit(): number {
  return Math.min(window.innerHeight * 0.01, window.innerWidth * 0.005625);
}
