import { z } from 'zod';
import { instantSchema, undecidedCauseSchema } from './attempt.ts';

/** What the scan screen shows around the picture; pushed by the main process whenever it changes. */
export const gateStateSchema = z.strictObject({
  gate: z.strictObject({ id: z.string(), name: z.string().nullable() }),
  operator: z.string(),
  concert: z
    .strictObject({
      id: z.int(),
      title: z.string(),
      startsAt: instantSchema.nullable(),
      entryOpensAt: instantSchema.nullable(),
      entryClosesAt: instantSchema.nullable(),
    })
    .nullable(),
  connection: z.discriminatedUnion('state', [
    z.strictObject({ state: z.literal('connecting') }),
    z.strictObject({ state: z.literal('online') }),
    /** The database answers again, new scans go to it, and the emergency log's pending lines go in. */
    z.strictObject({ state: z.literal('catching-up') }),
    /** The database is away, and the gate decides from its snapshot. */
    z.strictObject({ state: z.literal('on-its-own'), cause: undecidedCauseSchema, since: instantSchema }),
    /** The database is away, and there is nothing to decide from or no log to write to: every attempt is undecided. */
    z.strictObject({ state: z.literal('away'), cause: undecidedCauseSchema }),
  ]),
  /** Null until the database has answered once. */
  counts: z
    .strictObject({
      /** Admitted to this concert at this gate. */
      admittedHere: z.int().nonnegative(),
      /** Admitted to this concert at all gates. */
      inside: z.int().nonnegative(),
      /** Everybody who may come in: sold ticket purchases that are not cancelled. */
      expected: z.int().nonnegative(),
    })
    .nullable(),
  emergency: z.strictObject({
    /** Lines of the emergency log that are not in the database yet. */
    pendingLines: z.int().nonnegative(),
    /** Lines of it that could not go in. */
    setAsideLines: z.int().nonnegative(),
    /** Of all gates; null until the database has answered once. */
    openConflicts: z.int().nonnegative().nullable(),
    /** Null while there is none. */
    snapshot: z
      .strictObject({
        /** The database is known up to here, by this laptop's clock. */
        takenAt: instantSchema,
        isComplete: z.boolean(),
        /** Older than the settings allow. */
        isOld: z.boolean(),
        ticketPurchases: z.int().nonnegative(),
      })
      .nullable(),
    /** How far a first copy has come; null when none is under way. */
    copying: z.strictObject({ copied: z.int().nonnegative(), total: z.int().nonnegative() }).nullable(),
    /** Why the emergency log could not be written now; null when it can. */
    logProblem: z.enum(['log-disk-full', 'log-unwritable', 'gate-in-use']).nullable(),
  }),
  /** True on the private practice database, so that nobody takes a rehearsal for the night. */
  isPractice: z.boolean(),
});
export type GateState = z.infer<typeof gateStateSchema>;

/** The emergency side of a gate that has just been opened. */
export const NO_EMERGENCY: GateState['emergency'] = {
  pendingLines: 0,
  setAsideLines: 0,
  openConflicts: null,
  snapshot: null,
  copying: null,
  logProblem: null,
};
