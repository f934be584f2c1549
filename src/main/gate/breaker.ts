import {
  CircuitState,
  circuitBreaker,
  ConsecutiveBreaker,
  ConstantBackoff,
  handleWhenResult,
} from 'cockatiel';
import type { UndecidedCause } from '#shared/attempt.ts';
import type { Logger } from '#main/log/logger.ts';
import { tellEach } from './tell-each.ts';

/** The database is away: why, and since when by this laptop's clock. */
export type Away = { readonly cause: UndecidedCause; readonly since: Date };

/**
 * The circuit breaker before the database. What says that the database is away opens it; from then on no guest waits for it,
 * and only the heartbeat tries whether it is back.
 */
export type Breaker = {
  /** Null while the database is there, as far as we know. */
  readonly away: () => Away | null;
  /** Asks the database for a guest; null, and nothing is asked, while it is away. */
  readonly ask: <T>(
    work: () => Promise<T>,
    causeOf: (result: T) => UndecidedCause | null,
  ) => Promise<T | null>;
  /** The heartbeat's question, asked always: `work` answers null when all is well. It is what closes the breaker again. */
  readonly probe: (work: () => Promise<UndecidedCause | null>) => Promise<void>;
  /** False until the first heartbeat, well or ill. */
  readonly hasProbed: () => boolean;
  /** True when the database had only just come back when it went away again. */
  readonly isRelapse: () => boolean;
  /** Calls `listener` when the database goes away and when it is back. */
  readonly onChanged: (listener: (away: Away | null) => void) => void;
};

/** Away again within this time is a relapse. */
const RELAPSE_WITHIN_MS = 10_000;

/**
 * The heartbeat sets the pace of the trials. The library's own wait goes by the wall clock, so that a clock that is set back
 * would hold the breaker open: there is none.
 */
const NO_WAIT = new ConstantBackoff(Number.NEGATIVE_INFINITY);

type Outcome<T> = { readonly result: T; readonly cause: UndecidedCause | null };

/** Makes a breaker; it is closed until something fails. */
export function createBreaker(log: Logger, now: () => Date = () => new Date()): Breaker {
  const policy = circuitBreaker(
    handleWhenResult((outcome) => (outcome as Outcome<unknown>).cause !== null),
    { breaker: new ConsecutiveBreaker(1), halfOpenAfter: NO_WAIT },
  );
  let away: Away | null = null;
  let closedAtMs = -Infinity;
  let isRelapse = false;
  let hasProbed = false;
  /** How often the database has come back: a question from before says nothing of now. */
  let returns = 0;
  const listeners = new Set<(away: Away | null) => void>();
  const tell = (): void => tellEach(listeners, away, log);

  policy.onReset(() => {
    away = null;
    closedAtMs = performance.now();
    returns += 1;
    tell();
  });
  policy.onStateChange((state) => {
    // Half open and open again is no news: it has been away all the time.
    if (state !== CircuitState.Open || away !== null) return;
    isRelapse = performance.now() - closedAtMs < RELAPSE_WITHIN_MS;
    const failure = policy.lastFailure as { readonly value?: Outcome<unknown> } | undefined;
    away = { cause: failure?.value?.cause ?? 'unexpected', since: now() };
    tell();
  });

  return {
    away: () => away,
    async ask(work, causeOf) {
      if (policy.state !== CircuitState.Closed) return null;
      const askedAt = returns;
      const outcome = await policy.execute(async () => {
        const result = await work();
        const cause = causeOf(result);
        const isOfNow = askedAt === returns;
        return { result, cause: cause !== null && isOfNow && meansAway(cause) ? cause : null };
      });
      return outcome.result;
    },
    async probe(work) {
      await policy.execute(async () => {
        const isTrial = policy.state !== CircuitState.Closed;
        const cause = await work();
        // Whoever has been away must answer well to be taken as back; whoever is there may be busy for once.
        const isFailure = cause !== null && (isTrial || meansAway(cause));
        if (isFailure && away !== null && away.cause !== cause) {
          away = { ...away, cause };
          tell();
        }
        return { result: null, cause: isFailure ? cause : null };
      });
      hasProbed = true;
    },
    hasProbed: () => hasProbed,
    isRelapse: () => isRelapse,
    onChanged: (listener) => void listeners.add(listener),
  };
}

/** True for what says that no attempt would fare better; a contended row or a bad value says nothing of the database. */
export function meansAway(cause: UndecidedCause): boolean {
  switch (cause) {
    case 'database-unreachable':
    case 'no-answer-in-time':
    case 'too-many-connections':
    case 'access-denied':
    case 'no-such-database':
    case 'password-expired':
    case 'read-only':
    case 'disk-full':
    case 'no-quorum':
    case 'not-migrated':
    case 'unexpected':
      return true;
    case 'busy':
    case 'bad-data':
    case 'attempt-id-reused':
    case 'no-concert':
    case 'lead-needed':
    case 'snapshot-incomplete':
    case 'log-disk-full':
    case 'log-unwritable':
    case 'gate-in-use':
      return false;
  }
}
