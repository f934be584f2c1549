import { bigint, boolean, char, int, mysqlEnum, mysqlTable, text, varchar } from 'drizzle-orm/mysql-core';
import { CAMERA_STATES, POWER_SOURCES } from '#shared/gate-health.ts';
import { changeTime, clockColumns, instant, reference } from './columns.ts';

/**
 * What each gate last said of itself, one row a gate. Writing it is also how a gate finds out that the database takes
 * writes again, and where the last line of its emergency log is on record outside the laptop.
 */
export const gateStates = mysqlTable('gate_states', {
  gateId: varchar({ length: 16 }).primaryKey(),
  /** How often it has said so: makes every write a change, even within a millisecond. */
  beat: int({ unsigned: true }).notNull().default(0),
  seenAt: changeTime(),
  programVersion: varchar({ length: 40 }).notNull().default(''),
  ...clockColumns(),
  /** Lines of its emergency log that are not in the database yet. */
  pendingLines: int({ unsigned: true }).notNull().default(0),
  lastLogId: char({ length: 36 }),
  lastLogSequence: int({ unsigned: true }),
  /** When this gate's process was started, by the server's clock. */
  startedAt: instant(),
  /** Closed in good order at that time: silence since then is no trouble. Null while it runs. */
  closedAt: instant(),
  /** When it last found that another process writes this row too: a second laptop under its id. Whoever reads it judges how long ago. */
  idSharedAt: instant(),
  operator: varchar({ length: 100 }).notNull().default(''),
  concertId: reference(),
  setAsideLines: int({ unsigned: true }).notNull().default(0),
  /** How old its snapshot was when it said so; null without one. */
  snapshotAgeMs: bigint({ mode: 'number', unsigned: true }),
  isSnapshotComplete: boolean(),
  /** Null for a gate without a window. */
  camera: mysqlEnum(CAMERA_STATES),
  power: mysqlEnum(POWER_SOURCES),
  freeDiskBytes: bigint({ mode: 'number', unsigned: true }),
  /** The last attempt that was answered, by the server's clock. */
  lastAttemptAt: instant(),
  /** Since it was started: attempts answered, and what went wrong on the way. */
  attempts: int({ unsigned: true }).notNull().default(0),
  undecided: int({ unsigned: true }).notNull().default(0),
  retries: int({ unsigned: true }).notNull().default(0),
  deadlocks: int({ unsigned: true }).notNull().default(0),
  lockWaits: int({ unsigned: true }).notNull().default(0),
  /** How long its answers of the last minute took, in milliseconds; null when there were none. */
  recentMedianMs: int({ unsigned: true }),
  recentP95Ms: int('recent_p95_ms', { unsigned: true }),
  /** The settings that all gates should have alike, as JSON: never the database's address or password. */
  commonSettings: text(),
});
