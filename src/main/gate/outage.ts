import type { EndedOutage, KeptOutage } from './outages-file.ts';

/** An outage in memory: its times are told by the database's clock as far as that has been measured since. */
export type Outage = Omit<KeptOutage, 'beganAt' | 'lastAwayAt' | 'decided' | 'admitted'> & {
  readonly beganAt: () => Date;
  lastAwayAt: () => Date;
  decided: number;
  admitted: number;
  /** This process has seen the database away, so it sees the end too. */
  isSeen: boolean;
  endedAt: Date | null;
};

/** Shorter than this, and with nothing decided, nobody has noticed it: one beat. */
const WORTH_A_ROW_MS = 5_000;

/** What another process has kept of one. */
export function readBack(outage: KeptOutage, endedAt: Date | null): Outage {
  const began = new Date(outage.beganAt);
  const lastAway = new Date(outage.lastAwayAt);
  return { ...outage, beganAt: () => began, lastAwayAt: () => lastAway, isSeen: false, endedAt };
}

/** From its first moment to its last, in milliseconds; of one that is over. */
export function durationMs({ beganAt, endedAt }: Outage): number {
  return (endedAt?.getTime() ?? 0) - beganAt().getTime();
}

/** False for one that nobody has noticed. */
export function isWorthARow(outage: Outage): boolean {
  return outage.decided > 0 || durationMs(outage) >= WORTH_A_ROW_MS;
}

/** As it is kept on the disk. */
export function toKept(outage: Outage): KeptOutage {
  const { cause, concertId, databaseId, decided, admitted } = outage;
  return {
    beganAt: outage.beganAt().toISOString(),
    lastAwayAt: outage.lastAwayAt().toISOString(),
    cause,
    concertId,
    databaseId,
    decided,
    admitted,
  };
}

/** The same of one that is over. */
export function toEnded(outage: Outage): EndedOutage {
  const { endedAt } = outage;
  return { ...toKept(outage), endedAt: (endedAt ?? outage.lastAwayAt()).toISOString() };
}
