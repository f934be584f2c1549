import { setImmediate as nextTurn } from 'node:timers/promises';

/** How long the main process is held at a time. */
const SLICE_MS = 4;

/**
 * Does `each` for all items in slices, every slice in a transaction of its own with `afterwards`, which gets the last item.
 * Between two slices everything else has its turn.
 */
export async function inSlices<Item>(
  items: readonly Item[],
  transaction: (work: () => void) => void,
  each: (item: Item) => void,
  afterwards: (last: Item) => void = () => undefined,
): Promise<void> {
  for (let next = 0; next < items.length;) {
    const begin = next;
    transaction(() => {
      next = begin;
      const until = performance.now() + SLICE_MS;
      while (next < items.length && performance.now() < until) {
        const item = items[next];
        if (item !== undefined) each(item);
        next += 1;
      }
      const last = items[next - 1];
      if (last !== undefined) afterwards(last);
    });
    await nextTurn();
  }
}
