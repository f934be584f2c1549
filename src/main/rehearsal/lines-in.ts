import type { Books, LogEntry } from './books.ts';
import { until } from './until.ts';

const CATCH_UP_LIMIT_MS = 60_000;

/** Whoever can read its books. */
type WithBooks = { readonly books: () => Promise<Books> };

/**
 * Waits until every line of every gate's log is in the database, or set aside there. An attempt that the database refused, its
 * answer lost, and that the gate then let in by itself is on record from the first: its line is in when it has become an admission.
 */
export async function untilLinesAreIn({ books }: WithBooks): Promise<void> {
  await until('every line is in the database', CATCH_UP_LIMIT_MS, async () => {
    const { lines, attempts, setAside } = await books();
    const recorded = new Map(attempts.map(({ attemptId, verdict }) => [attemptId, verdict]));
    const isIn = ({ attemptId, verdict }: LogEntry): boolean =>
      recorded.has(attemptId) && (verdict !== 'admitted' || recorded.get(attemptId) === 'admitted');
    return lines.filter((line) => !isIn(line)).length <= setAside.length;
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
