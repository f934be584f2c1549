import { useEffect, useEffectEvent } from 'react';

/**
 * Runs `run` once what the component first rendered is on the screen: the first animation frame comes before that
 * painting, the second after it.
 */
export function useAfterPaint(run: () => void): void {
  const onPainted = useEffectEvent(run);
  useEffect(() => {
    let handle = requestAnimationFrame(() => {
      handle = requestAnimationFrame(() => onPainted());
    });
    return () => cancelAnimationFrame(handle);
  }, []);
}
