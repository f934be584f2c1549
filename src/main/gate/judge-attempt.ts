import { createHash } from 'node:crypto';
import type { Answer, Attempt, UndecidedCause } from '#shared/attempt.ts';
import { findMalformation } from '#shared/code.ts';
import type { VerdictInWords } from '#main/admission/answer.ts';
import type { Decision } from '#main/admission/decide.ts';
import { TimeLimitError } from '#main/database/failures.ts';
import { deadlineIn, withinLimit } from '#main/database/time-limit.ts';
import type { Logger } from '#main/log/logger.ts';
import type { AskDatabase } from './ask-database.ts';
import { createBegunAttempts } from './begun-attempts.ts';
import { meansAway } from './breaker.ts';
import type { DecideHere, HereDecision } from './decide-here.ts';
import type { OpenAttempts } from './open-attempts.ts';
import type { Place } from './place.ts';

/** Judges one attempt; never rejects for an outage. `leadReason` is null unless the lead lets it in. */
export type JudgeAttempt = (attempt: Attempt, leadReason: string | null) => Promise<Answer>;

/** What judging takes. */
export type JudgeParts = {
  readonly attemptDeadlineMs: number;
  readonly openAttempts: OpenAttempts;
  /** Tells whether this gate alone knows what became of an attempt, or of a code. */
  readonly isKnownHereAlone: (attemptId: string, code: string, codeDigest: string) => boolean;
  /** Resolves when that is known. */
  readonly readBack: Promise<void>;
  readonly askDatabase: AskDatabase;
  readonly decideHere: DecideHere;
  /** Where the gate decides on its own; or why it can't, when no concert is known. */
  readonly placeHere: () => Place | UndecidedCause;
  readonly onDecidedByDatabase: (decision: DecidedByDatabase) => void;
  /** Whatever came of it: an answer that settles nothing leaves the attempt open, whoever has seen it. */
  readonly onAnswer: (answer: Answer, settles: boolean) => void;
  readonly log: Logger;
};

/** A decision that the database has committed. */
export type DecidedByDatabase = {
  readonly attemptId: string;
  readonly codeDigest: string;
  readonly words: VerdictInWords;
};

/**
 * The database's part of an attempt's time. What is left is enough to decide here and to wait for this laptop's disk, so
 * that the first attempt that fails has its verdict in time as well.
 */
const DATABASE_SHARE = 2 / 3;

/** An attempt under one id, on its way. */
type UnderWay = {
  readonly attempt: Attempt;
  readonly attemptId: string;
  readonly codeDigest: string;
  readonly leadReason: string | null;
  readonly startedAtMs: number;
  /** The database has been asked under this id before, and nobody has seen an answer. */
  readonly wasOpen: boolean;
};

/** Makes it: first what this gate alone knows, then the database, then what can be decided here. */
export function createJudgeAttempt(parts: JudgeParts): JudgeAttempt {
  const { openAttempts } = parts;
  const begun = createBegunAttempts();
  /** Decisions that this laptop's disk has not answered in time, by attempt id. */
  const hanging = new Map<string, Promise<HereDecision>>();

  async function askDatabase(underWay: UnderWay): Promise<Decision | null> {
    const { attempt, attemptId, codeDigest, startedAtMs } = underWay;
    const leftMs = parts.attemptDeadlineMs * DATABASE_SHARE - (performance.now() - startedAtMs);
    return await parts.askDatabase({
      attemptId,
      codeDigest: Buffer.from(codeDigest, 'hex'),
      doorTime: new Date(attempt.doorTime),
      deadline: deadlineIn(leftMs),
    });
  }

  async function decideHere(underWay: UnderWay, asked: Decision | null): Promise<Answer> {
    const place = parts.placeHere();
    const { attempt, attemptId, codeDigest, leadReason, startedAtMs } = underWay;
    const isFateUnknown = underWay.wasOpen || asked !== null;
    const decision: HereDecision =
      typeof place === 'string'
        ? { kind: 'undecided', cause: place }
        : await decideInTime(underWay, () =>
            parts.decideHere(
              {
                attemptId,
                code: attempt.code,
                codeDigest,
                doorTime: attempt.doorTime,
                leadReason,
                isFateUnknown,
                wasAskedNow: asked !== null,
                retries: asked?.retries ?? 0,
                elapsedMs: () => performance.now() - startedAtMs,
              },
              place,
            ),
          );
    if (decision.kind === 'undecided') return undecided(underWay, decision.cause, asked?.retries ?? 0);
    const answer: Answer = {
      ...particulars(underWay, asked?.retries ?? 0),
      ...decision.words,
      decidedBy: 'emergency',
      isRecalled: decision.isRecalled,
    };
    // Refused here, but perhaps admitted in the database: the next scan of the code must find that out under the same id.
    parts.onAnswer(answer, answer.verdict === 'admitted' || !isFateUnknown);
    return answer;
  }

  /** A disk that hangs answers nothing, neither yes nor no: whatever is still to come of it, this attempt has its deadline. */
  async function decideInTime(
    { attemptId, startedAtMs }: UnderWay,
    decide: () => Promise<HereDecision>,
  ): Promise<HereDecision> {
    // Its line may become whole yet: a rescan waits for that one and does not write another.
    const deciding = hanging.get(attemptId) ?? decide().finally(() => hanging.delete(attemptId));
    hanging.set(attemptId, deciding);
    const leftMs = parts.attemptDeadlineMs - (performance.now() - startedAtMs);
    try {
      return await withinLimit('decide here', leftMs, deciding);
    } catch (error) {
      if (!(error instanceof TimeLimitError)) throw error;
      parts.log.error('The emergency log does not answer', { attemptId });
      // Nobody waits for it any more, whatever becomes of it.
      deciding.catch(() => undefined);
      return { kind: 'undecided', cause: 'log-unwritable' };
    }
  }

  async function hasReadBack({ startedAtMs }: UnderWay): Promise<boolean> {
    const leftMs = parts.attemptDeadlineMs - (performance.now() - startedAtMs);
    return await withinLimit('read the logs back', leftMs, parts.readBack).then(
      () => true,
      (error: unknown) => {
        if (error instanceof TimeLimitError) return false;
        throw error;
      },
    );
  }

  function undecided(underWay: UnderWay, cause: UndecidedCause, retries: number): Answer {
    const answer: Answer = {
      ...particulars(underWay, retries),
      verdict: 'undecided',
      cause,
      decidedBy: 'gate',
      isRecalled: false,
    };
    parts.onAnswer(answer, false);
    return answer;
  }

  async function judgeUnder(underWay: UnderWay): Promise<Answer> {
    const { attempt, attemptId, codeDigest } = underWay;
    if (!begun.begin(attemptId, codeDigest)) return reused(underWay);
    openAttempts.begin(attemptId, Buffer.from(codeDigest, 'hex'));
    if (!(await hasReadBack(underWay))) return undecided(underWay, 'log-unwritable', 0);
    // The database would let in again who stands in our log only.
    if (parts.isKnownHereAlone(attemptId, attempt.code, codeDigest)) return await decideHere(underWay, null);
    const asked = await askDatabase(underWay);
    if (asked === null) return await decideHere(underWay, null);
    if (asked.kind === 'undecided') {
      return meansAway(asked.cause)
        ? await decideHere(underWay, asked)
        : undecided(underWay, asked.cause, asked.retries);
    }
    if (underWay.wasOpen && asked.isRecalled && asked.words.verdict !== 'admitted') {
      openAttempts.settle(attemptId);
      // The lost answer was a refusal, and what it said may have changed since (sold, opened): this scan asks anew.
      return await judgeUnder({ ...underWay, attemptId: attempt.attemptId, wasOpen: false });
    }
    const answer: Answer = {
      ...particulars(underWay, asked.retries),
      ...asked.words,
      decidedBy: 'database',
      isRecalled: asked.isRecalled,
    };
    parts.onDecidedByDatabase({ attemptId, codeDigest, words: asked.words });
    parts.onAnswer(answer, true);
    return answer;
  }

  /** Nothing is noted of it: what is on record under this id is another code's. */
  function reused(underWay: UnderWay): Answer {
    const { attemptId } = underWay;
    parts.log.error('An attempt id came again with another code', { attemptId });
    return {
      ...particulars(underWay, 0),
      verdict: 'undecided',
      cause: 'attempt-id-reused',
      decidedBy: 'gate',
      isRecalled: false,
    };
  }

  function malformed(underWay: UnderWay, reason: 'empty' | 'too-long' | 'control-characters'): Answer {
    const { attemptId } = underWay;
    // No query, so no row in the database either: the log is its trace.
    parts.log.info('An attempt with a malformed code', { attemptId, reason });
    return {
      ...particulars(underWay, 0),
      verdict: 'unknown-code',
      reason,
      decidedBy: 'gate',
      isRecalled: false,
    };
  }

  return async (attempt, leadReason) => {
    const codeDigest = createHash('sha256').update(attempt.code, 'utf8').digest('hex');
    const openId = openAttempts.find(Buffer.from(codeDigest, 'hex'));
    const underWay: UnderWay = {
      attempt,
      attemptId: openId ?? attempt.attemptId,
      codeDigest,
      leadReason,
      startedAtMs: performance.now(),
      wasOpen: openId !== null,
    };
    const malformation = findMalformation(attempt.code);
    return malformation === null
      ? await judgeUnder(underWay)
      : malformed({ ...underWay, attemptId: attempt.attemptId }, malformation);
  };
}

function particulars({ attemptId, attempt, startedAtMs }: UnderWay, retries: number) {
  return { attemptId, doorTime: attempt.doorTime, durationMs: performance.now() - startedAtMs, retries };
}
