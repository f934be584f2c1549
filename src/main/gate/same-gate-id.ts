import type { Logger } from '#main/log/logger.ts';

/** What the database's row of this gate says of the process that wrote it last. */
export type LastWriter = {
  /** When that process was started; null where the row does not tell. */
  readonly startedAt: Date | null;
  /** It has closed in good order since. */
  readonly isClosed: boolean;
};

/** Notices another process under this gate's id: most likely a laptop that was given a copy of this one's settings. */
export type SameGateId = {
  /** To be called with what stood in the row right before a beat of this process, and with what that beat has written. */
  readonly note: (found: LastWriter | null, writtenStartedAt: Date | null) => void;
  /** Whether it is believed. */
  readonly isThere: () => boolean;
  /** In words for the lead; empty while nobody else is there. */
  readonly findings: () => readonly string[];
};

/**
 * So often must the row have been another's. Once is no proof: a beat of the process before this one may have been on its
 * way when that was killed, and have gone in late.
 */
const TIMES_TO_BELIEVE = 2;
/** Not seen for as long as this, the other one is gone. */
const GONE_AFTER_MS = 60_000;

/** Makes it for the gate of this id. `nowMs` is a clock that nobody sets. */
export function createSameGateId(
  gateId: string,
  log: Logger,
  nowMs: () => number = () => performance.now(),
): SameGateId {
  /** All that this process has said; it says another one when its clock has been measured. */
  const own = new Set<number>();
  let times = 0;
  let lastAtMs = -Infinity;
  const isThere = (): boolean => times >= TIMES_TO_BELIEVE;

  return {
    note(found, writtenStartedAt) {
      const startedAtMs = found?.startedAt?.getTime() ?? null;
      const isOther = startedAtMs !== null && found?.isClosed === false && !own.has(startedAtMs);
      // Before this process has written anything, the row is of the one before it.
      if (isOther && own.size > 0) {
        times += 1;
        lastAtMs = nowMs();
        if (times === TIMES_TO_BELIEVE)
          log.error('Another laptop runs under this gate id', {
            gate: gateId,
            otherStartedAt: found?.startedAt?.toISOString(),
          });
      } else if (times > 0 && nowMs() - lastAtMs > GONE_AFTER_MS) {
        if (isThere()) log.info('No other laptop runs under this gate id any more', { gate: gateId });
        times = 0;
      }
      if (writtenStartedAt !== null) own.add(writtenStartedAt.getTime());
    },
    isThere,
    findings: () =>
      isThere()
        ? [
            `Another laptop runs as gate ${gateId} at the same time. Each gate needs an id of its own: look at the settings of both (a copy of settings.json?), give one of them another id and start it again. Until then the monitor shows now the one and now the other, and says so.`,
          ]
        : [],
  };
}
