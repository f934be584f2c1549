import type { Books } from './books.ts';
import { until } from './until.ts';

const CATCH_UP_LIMIT_MS = 60_000;

/** Whoever can read its books. */
type WithBooks = { readonly books: () => Promise<Books> };

/** Waits until every line of every gate's log is in the database, or set aside there. */
export async function untilLinesAreIn({ books }: WithBooks): Promise<void> {
  await until('every line is in the database', CATCH_UP_LIMIT_MS, async () => {
    const { lines, attempts, setAside } = await books();
    const known = new Set(attempts.map(({ attemptId }) => attemptId));
    return lines.filter(({ attemptId }) => !known.has(attemptId)).length <= setAside.length;
  });
}

/** Waits until every gate says of itself that nothing is pending. */
export async function untilNothingIsPending({ books }: WithBooks): Promise<void> {
  await until(
    'no gate has pending lines',
    CATCH_UP_LIMIT_MS,
    async () => (await books()).pending.length === 0,
  );
}
