import type { UndecidedCause } from '#shared/attempt.ts';
import { classifyFailure } from '#main/database/failures.ts';
import type { SessionPool } from '#main/database/session-pool.ts';
import { deadlineIn } from '#main/database/time-limit.ts';
import { describeError, originOf } from '#main/log/describe-error.ts';
import type { Logger } from '#main/log/logger.ts';
import type { LogLine } from '../log/log-reading.ts';
import { inSession, isStepBack } from './in-session.ts';
import type { LineOutcome, ReplayProgress, ReplayResult, SetAsideReason } from './outcome.ts';
import { putIn } from './put-in.ts';
import { UnknownValueError } from './records.ts';
import { type ReplayLine, replayLineOf } from './replay-line.ts';
import { textOfSetAside } from './texts.ts';

/** What a replay works with. */
export type ReplayOptions = {
  readonly log: Logger;
  readonly onProgress?: (progress: ReplayProgress) => void;
  /** Stops between two transactions. */
  readonly signal?: AbortSignal;
  /** Lets lines in that stand behind a break of their log's chain. */
  readonly isUnverifiedAccepted?: boolean;
};

/** Lines to a transaction: enough to make a commit cheap, few enough that no scan waits long for their locks. */
const BATCH_LINES = 200;
/** A batch that can't go in whole goes in pieces of a tenth, so that the line which is to blame is soon alone. */
const PIECES = 10;
const BATCH_LIMIT_MS = 20_000;

/** What became of a piece: outcomes, lines to be tried later, or the reason to stop. */
type Piece =
  | { readonly kind: 'done'; readonly outcomes: readonly LineOutcome[] }
  | { readonly kind: 'later' }
  /** `isSlow`: the database or the network is too slow for so many lines at once. */
  | { readonly kind: 'too-big'; readonly isSlow: boolean }
  | { readonly kind: 'stop'; readonly cause: UndecidedCause };

/**
 * Puts lines of emergency logs into the database: in order, each under its attempt id, at its door time. May be run at any
 * time, by several at once, any number of times, with the same result (ADR 0008). Never throws for what the database says:
 * a line that can't go in is set aside, and when the database is away the rest is `pending`.
 */
export async function replayLines(
  pool: SessionPool,
  lines: readonly LogLine[],
  options: ReplayOptions,
): Promise<ReplayResult> {
  const outcomes: LineOutcome[] = [];
  const pending: LogLine[] = [];
  let todo = inPieces(lines.map(replayLineOf), BATCH_LINES);
  let stoppedBy: ReplayResult['stoppedBy'] = null;
  for (let piece = todo.shift(); piece !== undefined; piece = todo.shift()) {
    if (options.signal?.aborted === true) stoppedBy = 'aborted';
    const result: Piece = stoppedBy === null ? await putInPiece(pool, piece, options) : { kind: 'later' };
    switch (result.kind) {
      case 'done':
        outcomes.push(...result.outcomes);
        break;
      case 'too-big':
        todo = result.isSlow
          ? inPieces([...piece, ...todo.flat()], aTenth(piece))
          : [...inPieces(piece, aTenth(piece)), ...todo];
        break;
      case 'later':
        pending.push(...piece.map(({ source }) => source));
        break;
      case 'stop':
        stoppedBy = result.cause;
        pending.push(...piece.map(({ source }) => source));
    }
    if (stoppedBy === null) options.onProgress?.({ done: outcomes.length, total: lines.length });
  }
  return { outcomes, pending, stoppedBy };
}

async function putInPiece(
  pool: SessionPool,
  lines: readonly ReplayLine[],
  options: ReplayOptions,
): Promise<Piece> {
  const { log } = options;
  const deadline = deadlineIn(BATCH_LIMIT_MS);
  const isUnverifiedAccepted = options.isUnverifiedAccepted ?? false;
  try {
    const outcomes = await inSession(pool, { deadline, log, signal: options.signal }, (session) =>
      putIn(session, lines, { isUnverifiedAccepted, deadline }),
    );
    return { kind: 'done', outcomes };
  } catch (error) {
    log.error('Lines could not go in', { lines: lines.length, ...describeError(error) });
    const blame = blameFor(error);
    const [line] = lines;
    const isAlone = lines.length === 1 && line !== undefined;
    switch (blame.kind) {
      case 'database':
        return { kind: 'stop', cause: blame.cause };
      case 'slow':
        return isAlone ? { kind: 'stop', cause: 'no-answer-in-time' } : { kind: 'too-big', isSlow: true };
      case 'busy':
        return isAlone ? { kind: 'later' } : { kind: 'too-big', isSlow: false };
      case 'line':
        return isAlone ? await setAside(pool, line, blame.reason, log) : { kind: 'too-big', isSlow: false };
    }
  }
}

type Blame =
  | { readonly kind: 'database'; readonly cause: UndecidedCause }
  | { readonly kind: 'slow' }
  | { readonly kind: 'busy' }
  | { readonly kind: 'line'; readonly reason: SetAsideReason };

/** Who is to blame: the database as a whole, its slowness for so many lines, somebody who holds a ticket purchase, or one of the lines. */
function blameFor(error: unknown): Blame {
  if (error instanceof UnknownValueError) return { kind: 'line', reason: 'bad-data' };
  const { kind, cause } = classifyFailure(error);
  if (cause === 'no-answer-in-time') return { kind: 'slow' };
  if (isStepBack(error)) return { kind: 'busy' };
  // Without a number it is no answer of the server's: a bug of ours must not set every line aside.
  if (kind === 'final' && cause === 'unexpected' && originOf(error).errno !== undefined) {
    return { kind: 'line', reason: 'database-refused' };
  }
  return { kind: 'database', cause };
}

async function setAside(
  pool: SessionPool,
  line: ReplayLine,
  reason: SetAsideReason,
  log: Logger,
): Promise<Piece> {
  try {
    await inSession(pool, { deadline: deadlineIn(BATCH_LIMIT_MS), log }, (session) =>
      session.roundTrip('set line aside', [textOfSetAside(line, reason)], deadlineIn(BATCH_LIMIT_MS)),
    );
  } catch (error) {
    log.error('A line could not be set aside', { sequence: line.source.sequence, ...describeError(error) });
    return { kind: 'stop', cause: classifyFailure(error).cause };
  }
  return { kind: 'done', outcomes: [{ line: line.source, outcome: 'set-aside', reason }] };
}

function aTenth(lines: readonly ReplayLine[]): number {
  return Math.ceil(lines.length / PIECES);
}

function inPieces(lines: readonly ReplayLine[], size: number): ReplayLine[][] {
  return Array.from({ length: Math.ceil(lines.length / size) }, (_, at) =>
    lines.slice(at * size, (at + 1) * size),
  );
}
