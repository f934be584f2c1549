import type { CheckLine } from '#shared/system-check.ts';
import { classifyFailure, TimeLimitError } from '#main/database/failures.ts';
import type { SessionPool } from '#main/database/session-pool.ts';
import type { Check, Surroundings } from './check.ts';
import { backupAgeCheck } from './backup-age.ts';
import { clockOffsetCheck } from './clock-offset.ts';
import { codesCheck } from './codes.ts';
import { concertCheck } from './concert.ts';
import { connectionsCheck } from './connections.ts';
import { durabilityCheck } from './durability.ts';
import { describeFailedLook } from './failed-look.ts';
import { conflictsCheck, gatesCheck, setAsideCheck } from './gates.ts';
import { indexUsedCheck } from './index-used.ts';
import { indexesCheck } from './indexes.ts';
import { deadlocksCheck, rowLockWaitsCheck } from './lock-history.ts';
import { longTransactionsCheck } from './long-transactions.ts';
import { identityCheck, isMigrationMissing, migrationsCheck } from './migrations-current.ts';
import { findMissingRight } from './missing-right.ts';
import { rowLockLatencyCheck } from './row-lock-latency.ts';
import { serverDiskCheck } from './server-disk.ts';
import { serverVersionCheck } from './server-version.ts';
import { ticketsCheck } from './tickets.ts';

/** Every look, in the order of the lines. */
const CHECKS: readonly Check[] = [
  serverVersionCheck,
  rowLockLatencyCheck,
  connectionsCheck,
  durabilityCheck,
  rowLockWaitsCheck,
  deadlocksCheck,
  longTransactionsCheck,
  clockOffsetCheck,
  serverDiskCheck,
  migrationsCheck,
  identityCheck,
  indexesCheck,
  indexUsedCheck,
  backupAgeCheck,
  concertCheck,
  ticketsCheck,
  codesCheck,
  gatesCheck,
  setAsideCheck,
  conflictsCheck,
];

/** What is checked, and with what. */
export type SystemCheckOptions = {
  readonly pool: SessionPool;
  /** Practice needs no backup. */
  readonly isPractice: boolean;
  /** Null for the one whose entry is open or opens next. */
  readonly concertId: number | null;
  /** How many gates will scan at once; ten where nobody says. */
  readonly gatesWanted?: number;
  /** This laptop's clock. */
  readonly now?: () => Date;
  /** Called with each line as soon as it is known, in the order of the result. */
  readonly onLine?: (line: CheckLine) => void;
};

/** One slow answer is a finding; two in a row are a database that is away, and nobody waits for twenty. */
const MOST_SLOW_IN_A_ROW = 2;

/** The seed's number. */
const USUAL_GATES = 10;

/**
 * Looks at everything that must be well before the doors open. What could not be looked at is an amber line that says why.
 * @throws the driver's error or a TimeLimitError when the database is away.
 */
export async function checkSystem(options: SystemCheckOptions): Promise<readonly CheckLine[]> {
  const surroundings: Surroundings = {
    pool: options.pool,
    isPractice: options.isPractice,
    concertId: options.concertId,
    gatesWanted: options.gatesWanted ?? USUAL_GATES,
    now: options.now ?? (() => new Date()),
  };
  const lines: CheckLine[] = [];
  const isToMigrate = await isMigrationMissing(options.pool);
  let slowInARow = 0;
  for (const check of CHECKS) {
    if (isToMigrate && check.isAfterMigrating === true) continue;
    let found: readonly CheckLine[];
    try {
      found = await check.look(surroundings);
      slowInARow = 0;
    } catch (error) {
      slowInARow = error instanceof TimeLimitError ? slowInARow + 1 : 0;
      if (slowInARow === MOST_SLOW_IN_A_ROW) throw error;
      // The line about the migrations says it once.
      const isExpected = isToMigrate && classifyFailure(error).cause === 'not-migrated';
      found = isExpected
        ? []
        : describeFailedLook(check.subjects, error, await findMissingRight(options.pool, error));
    }
    for (const line of found) {
      lines.push(line);
      options.onLine?.(line);
    }
  }
  return lines;
}
