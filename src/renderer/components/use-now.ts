import { useEffect, useState } from 'react';

/** One moment by both clocks. */
export type Now = {
  /** Milliseconds since the window opened: for spans. */
  readonly windowMs: number;
  /** The laptop's clock: for people. */
  readonly instant: Date;
};

/** The present, anew every second, for clocks and spans that go on. */
export function useNow(): Now {
  const [now, setNow] = useState(readClocks);
  useEffect(() => {
    const timer = setInterval(() => setNow(readClocks()), 1_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}

function readClocks(): Now {
  return { windowMs: performance.now(), instant: new Date() };
}
