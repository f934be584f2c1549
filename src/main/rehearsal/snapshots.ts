import { countSnapshot } from './laptop.ts';
import { until } from './until.ts';

/** A first copy of a few thousand purchases, by ten gates on two cores. */
const COPY_LIMIT_MS = 90_000;

/** Waits until the snapshot of each of these gates holds `purchases` ticket purchases at least. */
export async function untilSnapshotsHold(
  gates: readonly { readonly folder: string; readonly gateId: string }[],
  purchases: number,
  signal?: AbortSignal,
): Promise<void> {
  // Each is looked into until it holds them, and no more: the gates that are starting need the computer.
  let lacking = gates;
  await until(
    'every gate has its snapshot',
    COPY_LIMIT_MS,
    () => {
      signal?.throwIfAborted();
      lacking = lacking.filter(({ folder, gateId }) => countSnapshot(folder, gateId) < purchases);
      return lacking.length === 0;
    },
    () => `(all but ${lacking.map(({ gateId }) => gateId).join(', ')})`,
  );
}
