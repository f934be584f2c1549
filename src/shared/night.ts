import { z } from 'zod';
import { instantSchema } from './attempt.ts';
import { CAMERA_STATES, POWER_SOURCES } from './gate-health.ts';
import { DECIDED_VERDICTS } from './verdict.ts';

/** The night as the monitor sees it: one look at the database, for the terminal, the control room and the report alike. */

const count = z.int().nonnegative();

/** Times of answers in milliseconds; null where there were none. */
const responseTimesSchema = z
  .strictObject({
    answers: count,
    medianMs: z.number(),
    p95Ms: z.number(),
    p99Ms: z.number(),
    maxMs: z.number(),
  })
  .nullable();
export type ResponseTimes = z.infer<typeof responseTimesSchema>;

/** Attempts by what came of them. */
const verdictCountsSchema = z.record(z.enum(DECIDED_VERDICTS), count);
export type VerdictCounts = z.infer<typeof verdictCountsSchema>;

/**
 * How a gate stands, as far as the database knows: `well`; `catching-up` after an outage; `not-heard` for longer than a gate may be
 * silent (on its own, off, or cut off: nobody here can tell which); `closed` in good order; `never-seen` tonight.
 */
const GATE_STANDINGS = ['well', 'catching-up', 'not-heard', 'closed', 'never-seen'] as const;

const gateOfNightSchema = z.strictObject({
  gateId: z.string(),
  name: z.string().nullable(),
  operator: z.string(),
  standing: z.enum(GATE_STANDINGS),
  /** Since the gate's last heartbeat; null for one that was never seen. */
  silentMs: count.nullable(),
  lastAttemptAt: instantSchema.nullable(),
  /** Attempts at this concert. */
  verdicts: verdictCountsSchema,
  attempts: count,
  attemptsLastMinute: count,
  /** Answers of the gate's last minute, as it says itself. */
  recentMedianMs: count.nullable(),
  recentP95Ms: count.nullable(),
  undecided: count,
  retries: count,
  deadlocks: count,
  pendingLines: count,
  setAsideLines: count,
  snapshotAgeMs: count.nullable(),
  isSnapshotComplete: z.boolean().nullable(),
  clockOffsetMs: z.int().nullable(),
  clockUncertaintyMs: count.nullable(),
  camera: z.enum(CAMERA_STATES).nullable(),
  power: z.enum(POWER_SOURCES).nullable(),
  freeDiskBytes: z.number().nonnegative().nullable(),
  programVersion: z.string(),
});
export type GateOfNight = z.infer<typeof gateOfNightSchema>;

export const ALERT_KINDS = [
  'gate-not-heard',
  'gate-silent',
  'gate-on-its-own',
  'gate-behind',
  'gate-id-shared',
  'snapshot-old',
  'clock-off',
  'camera-failed',
  'on-battery',
  'many-gates-at-once',
  'one-code-many-gates',
  'refusals-rising',
  'slow-answers',
  'deadlocks',
  'row-lock-waits',
  'connections-near-limit',
  'status-unknown',
  'conflicts-open',
  'lines-set-aside',
] as const;

export const alertSchema = z.strictObject({
  /** Kind, what it is about and since when: an alert that comes again is another one. */
  key: z.string().max(190),
  kind: z.enum(ALERT_KINDS),
  level: z.enum(['amber', 'red']),
  /** What is the matter, in a sentence with figures. */
  words: z.string(),
  /** What to do now. */
  advice: z.string(),
  gateId: z.string().nullable(),
  since: instantSchema,
  /** Null while it goes on. */
  endedAt: instantSchema.nullable(),
  acknowledged: z.strictObject({ by: z.string(), at: instantSchema }).nullable(),
});
export type Alert = z.infer<typeof alertSchema>;

/** A minute of the concert, by door time on the database's clock. */
const arrivalMinuteSchema = z.strictObject({ minute: instantSchema, admitted: count, refused: count });
export type ArrivalMinute = z.infer<typeof arrivalMinuteSchema>;

export const nightSchema = z.strictObject({
  /** By the server's clock. */
  at: instantSchema,
  concert: z
    .strictObject({
      id: z.int(),
      title: z.string(),
      startsAt: instantSchema.nullable(),
      entryOpensAt: instantSchema.nullable(),
      entryClosesAt: instantSchema.nullable(),
    })
    .nullable(),
  sold: count,
  walkInsSold: count,
  cancelled: count,
  /** Everybody who may come in. */
  expected: count,
  inside: count,
  attempts: count,
  attemptsLastMinute: count,
  attemptsLastHour: count,
  verdicts: verdictCountsSchema,
  /** Of the last five minutes, and of the whole concert. */
  recentTimes: responseTimesSchema,
  times: responseTimesSchema,
  retries: count,
  deadlocks: count,
  undecided: count,
  server: z.strictObject({
    connections: count,
    connectionLimit: count,
    /** Since the server was started: row lock waits, and how long they took together. */
    rowLockWaits: count,
    rowLockWaitMs: count,
    rowLockWaitsNow: count,
    /** How long the monitor's own look took. */
    lookMs: z.number().nonnegative(),
  }),
  /** Every minute from the first attempt to now, or to the last one; empty before the first. */
  arrivals: z.array(arrivalMinuteSchema),
  gates: z.array(gateOfNightSchema),
  /** Those that go on, what nobody looks after and is red first, then those that have ended in the last half hour. */
  alerts: z.array(alertSchema),
  openConflicts: count,
});
export type Night = z.infer<typeof nightSchema>;
