import { useEffect, useEffectEvent, useState } from 'react';

/** The value as it was at most `everyMs` ago: for what is dear to draw and slow to change. */
export function useSlowly<T>(value: T, everyMs: number): T {
  const [shown, setShown] = useState(value);
  const show = useEffectEvent(() => setShown(value));
  useEffect(() => {
    const timer = setInterval(show, everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return shown;
}
