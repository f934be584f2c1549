import { decide, type Decision } from '#main/admission/decide.ts';
import { NO_LOCK_TROUBLE } from '#main/admission/diagnosis.ts';
import type { SessionPool } from '#main/database/session-pool.ts';
import { type Deadline, remainingMs, withinLimit } from '#main/database/time-limit.ts';
import type { Logger } from '#main/log/logger.ts';
import type { Breaker } from './breaker.ts';
import type { Watch } from './watch.ts';

/** One attempt, as the database is asked about it. */
type Question = {
  readonly attemptId: string;
  readonly codeDigest: Buffer;
  readonly doorTime: Date;
  readonly deadline: Deadline;
};

/** Asks the database, in its share of an attempt's time; null where it is known to be away, and then nothing was asked. */
export type AskDatabase = (question: Question) => Promise<Decision | null>;

/** Makes it. */
export function createAskDatabase(parts: {
  readonly pool: SessionPool;
  readonly breaker: Breaker;
  readonly watch: Pick<Watch, 'findConcert'>;
  readonly gateId: string;
  readonly operator: string;
  /** Called with what every question came to, undecided or not. */
  readonly onDecision: (decision: Decision) => void;
  readonly log: Logger;
}): AskDatabase {
  const { pool, breaker, watch, gateId, operator } = parts;
  const log = parts.log.named('admission');

  async function ask({ attemptId, codeDigest, doorTime, deadline }: Question): Promise<Decision> {
    const concert = await withinLimit('find concert', remainingMs(deadline), watch.findConcert()).catch(
      () => 'no-answer-in-time' as const,
    );
    if (typeof concert === 'string') {
      return { kind: 'undecided', cause: concert, retries: 0, lockTrouble: NO_LOCK_TROUBLE };
    }
    const request = { attemptId, codeDigest, doorTime, concertId: concert.id, gateId, operator };
    const decision = await decide(pool, request, { deadline, log });
    parts.onDecision(decision);
    return decision;
  }

  return (question) =>
    breaker.ask(
      () => ask(question),
      (decision) => (decision.kind === 'undecided' ? decision.cause : null),
    );
}
