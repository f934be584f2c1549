import type { GateClock } from './gate-clock.ts';

/**
 * The moment of this call by the database's clock. While nobody has measured that, it is told by this laptop's, and put right by
 * the first measurement; from then on it stays the same.
 */
export function momentNow(
  clock: Pick<GateClock, 'measurement' | 'serverNow'>,
  monotonicMs: () => number = () => performance.now(),
): () => Date {
  const atMs = monotonicMs();
  let measured = clock.measurement() === null ? null : clock.serverNow();
  return () => {
    if (measured !== null) return measured;
    const told = new Date(clock.serverNow().getTime() - (monotonicMs() - atMs));
    if (clock.measurement() !== null) measured = told;
    return told;
  };
}
