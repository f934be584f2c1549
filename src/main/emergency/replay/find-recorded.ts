import { ask } from '#main/database/ask.ts';
import type { SessionPool } from '#main/database/session-pool.ts';
import type { LogLine } from '../log/log-reading.ts';
import { readAttempts } from './records.ts';
import { findAttempts } from './statements.ts';

/** Attempt ids to a question. */
const AT_ONCE = 1_000;

/**
 * Those of `lines` that the database has: the attempt with the same verdict. Changes nothing.
 * @throws the driver's error when the database is away.
 */
export async function findRecorded(
  pool: SessionPool,
  lines: readonly LogLine[],
): Promise<readonly LogLine[]> {
  const found: LogLine[] = [];
  for (let from = 0; from < lines.length; from += AT_ONCE) {
    const some = lines.slice(from, from + AT_ONCE);
    const attemptIds = some.map(({ entry }) => entry.attemptId);
    const [rows] = await ask(pool, 'find recorded lines', [findAttempts({ attemptIds })]);
    const verdicts = new Map(readAttempts(rows).map(({ attemptId, verdict }) => [attemptId, verdict]));
    found.push(...some.filter(({ entry }) => verdicts.get(entry.attemptId) === entry.verdict));
  }
  return found;
}
