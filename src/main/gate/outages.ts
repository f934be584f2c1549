import { describeError } from '#main/log/describe-error.ts';
import type { Logger } from '#main/log/logger.ts';
import type { Breaker } from './breaker.ts';
import type { GateClock } from './gate-clock.ts';
import type { GateLogs } from './gate-logs.ts';
import { durationMs, isWorthARow, type Outage, readBack, toEnded, toKept } from './outage.ts';
import { type EndedOutage, type KeptOutage, readOutages, saveOutages } from './outages-file.ts';
import { momentNow } from './server-moment.ts';

/** Knows when this gate was on its own and how many it decided meanwhile, and puts that into the database when it is back. */
export type Outages = {
  /** To be called after every beat, and when the database has gone or come back. Asks the database nothing on a quiet night. */
  readonly look: () => void;
  /** To be called when a decision of the gate's own begins; what it returns, when that stands. It counts for the outage that it began in. */
  readonly beginDecision: () => (isAdmitted: boolean) => void;
  /** Writes down what is known; what has not gone in goes in after the next start. */
  readonly close: () => Promise<void>;
};

/** After a pause as long as this between two processes the laptop was not at the door, and what comes is another outage. */
const SAME_OUTAGE_MS = 15 * 60_000;
const SAVE_EVERY_MS = 15_000;
/** Of databases that never come back; the oldest go. */
const ENDED_KEPT = 200;

/** Reads back from the gate's `folder` what the process before this one knew. */
export function createOutages(parts: {
  readonly folder: string;
  readonly breaker: Pick<Breaker, 'away' | 'hasProbed'>;
  readonly clock: Pick<GateClock, 'measurement' | 'serverNow'>;
  readonly logs: Pick<GateLogs, 'pending' | 'isDatabaseConfirmed' | 'databaseId'>;
  /** The gate's concert; null while it is not known. */
  readonly concertId: () => number | null;
  readonly write: (outages: readonly EndedOutage[]) => Promise<void>;
  readonly log: Logger;
}): Outages {
  const { breaker, clock, logs, log } = parts;
  const kept = readOutages(parts.folder, log);
  let ended: readonly Outage[] = kept.ended.map((outage) => readBack(outage, new Date(outage.endedAt)));
  let open: Outage | null = kept.open === null ? null : readBack(kept.open, null);
  let savedAtMs = -Infinity;
  let saving: Promise<void> = Promise.resolve();
  let isSaveDue = false;
  let writing: Promise<void> | null = null;
  /** Why the last try to put one in failed, in words; null when it went in. */
  let failedFor: string | null = null;

  /** Every save says all there is: while one waits, another is needless. */
  function save(): Promise<void> {
    if (isSaveDue) return saving;
    isSaveDue = true;
    saving = saveAfter(saving);
    return saving;
  }

  async function saveAfter(before: Promise<void>): Promise<void> {
    await before;
    isSaveDue = false;
    savedAtMs = performance.now();
    const content = { open: open === null ? null : toKept(open), ended: ended.map(toEnded) };
    await saveOutages(parts.folder, content, log);
  }

  function stillAway(cause: KeptOutage['cause']): void {
    const now = momentNow(clock);
    // The laptop was off for long: what was then is over, and was over when it was last seen.
    if (open !== null && !open.isSeen && now().getTime() - open.lastAwayAt().getTime() > SAME_OUTAGE_MS)
      end();
    const isNew = open === null;
    open ??= {
      beganAt: now,
      lastAwayAt: now,
      cause,
      concertId: parts.concertId(),
      databaseId: logs.databaseId(),
      decided: 0,
      admitted: 0,
      isSeen: true,
      endedAt: null,
    };
    open.lastAwayAt = now;
    open.isSeen = true;
    if (isNew || performance.now() - savedAtMs > SAVE_EVERY_MS) void save();
  }

  function end(): void {
    if (open === null) return;
    const over = open.isSeen ? clock.serverNow() : open.lastAwayAt();
    // A clock that was measured in between may have been put back.
    open.endedAt = new Date(Math.max(open.beganAt().getTime(), over.getTime()));
    ended = [...ended, open].slice(-ENDED_KEPT);
    open = null;
    void save();
  }

  /** Those that can go into the database now. Whoever reads of an outage there finds its decisions too. */
  function due(): readonly Outage[] {
    if (ended.length === 0 || breaker.away() !== null || !logs.isDatabaseConfirmed()) return [];
    if (logs.pending().length > 0) return [];
    return ended.filter(({ databaseId }) => databaseId === null || databaseId === logs.databaseId());
  }

  async function putIn(outages: readonly Outage[]): Promise<void> {
    const worthy = outages.filter(isWorthARow);
    try {
      // On the disk first as it will be in the database: a process that dies in between must not write another beginning.
      await save();
      const concertId = parts.concertId();
      if (worthy.length > 0) {
        await parts.write(
          worthy.map(toEnded).map((outage) => ({ ...outage, concertId: outage.concertId ?? concertId })),
        );
      }
      for (const outage of worthy) {
        const { cause, decided, admitted } = outage;
        log.info('An outage is over', { cause, durationMs: durationMs(outage), decided, admitted });
      }
      ended = ended.filter((outage) => !outages.includes(outage));
      failedFor = null;
      await save();
    } catch (error) {
      // Tried again with every beat, where the table is missing too: the same is said once.
      const described = describeError(error);
      const reason = JSON.stringify(described);
      if (reason !== failedFor) log.warn('An outage could not be put into the database yet', described);
      failedFor = reason;
    }
  }

  function look(): void {
    const away = breaker.away();
    if (away !== null) stillAway(away.cause);
    // A gate that has just been started knows nothing of its database before the first beat.
    else if (breaker.hasProbed()) end();
    const outages = writing === null ? due() : [];
    if (outages.length === 0) return;
    writing = putIn(outages).finally(() => {
      writing = null;
    });
  }

  return {
    look,
    beginDecision() {
      // What is decided here while the database is there (its line is on its way) is of no outage.
      const outage = breaker.away() === null ? null : open;
      return (isAdmitted) => {
        if (outage === null) return;
        outage.decided += 1;
        if (isAdmitted) outage.admitted += 1;
        void save();
      };
    },
    async close() {
      look();
      await writing;
      if (open === null && ended.length === 0) await saving;
      else await save();
    },
  };
}
