import { z } from 'zod';
import { classifyFailure } from '#main/database/failures.ts';
import type { Session, SessionPool } from '#main/database/session-pool.ts';
import { type Deadline, deadlineIn } from '#main/database/time-limit.ts';
import type { KnownPosition } from '#main/emergency/log/log-reading.ts';
import {
  type BeatReport,
  readRecord,
  readWriter,
  recordRowsSchema,
  writeFirstColumns,
  writeReport,
  writerRowsSchema,
} from './beat-row.ts';
import type { ClockLook } from './gate-clock.ts';
import type { LastWriter } from './same-gate-id.ts';

/** What a beat came to. */
type Beat = {
  /** Where the beat before this one had the log ending. */
  readonly position: KnownPosition | null;
  /** Who had written the row before; null where nobody had, or where the database does not tell. */
  readonly writer: LastWriter | null;
  /** False where the database was migrated by an earlier program: what that has no room for was left out. */
  readonly isWhole: boolean;
};

/** The database's clock in seconds, whatever the session's time zone. */
const READ_CLOCK = 'SELECT UNIX_TIMESTAMP(CURRENT_TIMESTAMP(6)) AS now_s';
const clockRowsSchema = z.tuple([z.object({ now_s: z.coerce.number() })]);

/** How long one beat may take: longer than that, and an attempt would find no time either. */
const BEAT_LIMIT_MS = 1_500;

/**
 * One beat: looks at the database's clock, then writes the gate's row and commits. Reading proves nothing on a read-only
 * server or a full disk; this is what an attempt needs, too. `report` is asked when the clock has been read, so that the
 * first row of a gate already tells its times by it.
 * @throws the driver's error or a TimeLimitError.
 */
export async function beatOnce(
  pool: SessionPool,
  gateId: string,
  report: (look: ClockLook) => BeatReport,
): Promise<Beat> {
  const deadline = deadlineIn(BEAT_LIMIT_MS);
  const session = await pool.borrow(deadline);
  try {
    // A trip of its own: waiting for the disk would blur the measurement.
    const sentAtMs = performance.now();
    const [rows] = await session.roundTrip('read clock', [READ_CLOCK], deadline);
    const answeredAtMs = performance.now();
    const [{ now_s: nowS }] = clockRowsSchema.parse(rows);
    const said = report({ sentAtMs, answeredAtMs, serverNowMs: nowS * 1_000 });
    const beat = await writeDown(session, gateId, said, deadline);
    session.release();
    return beat;
  } catch (error) {
    session.discard();
    throw error;
  }
}

/**
 * Tries the whole row every time, so that it comes as soon as somebody has migrated. No admission needs a column that the
 * monitor reads: a database without them costs the gauges, and must not look as if it were away.
 */
async function writeDown(
  session: Session,
  gateId: string,
  said: BeatReport,
  deadline: Deadline,
): Promise<Beat> {
  const row = { isIdShared: false, ...said };
  const send = (statements: readonly string[]): Promise<unknown[]> =>
    session.roundTrip('beat', statements, deadline);
  try {
    const [record, writers] = await send([readRecord({ gateId }), readWriter({ gateId }), writeReport(row)]);
    const [writer = null] = writerRowsSchema.parse(writers);
    return { position: positionIn(record), writer, isWhole: true };
  } catch (error) {
    if (classifyFailure(error).cause !== 'not-migrated') throw error;
    const [record] = await send([readRecord({ gateId }), writeFirstColumns(row)]);
    return { position: positionIn(record), writer: null, isWhole: false };
  }
}

function positionIn(rows: unknown): KnownPosition | null {
  return recordRowsSchema.parse(rows)[0] ?? null;
}
