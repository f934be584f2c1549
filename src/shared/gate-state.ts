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
  /** True on the private practice database, so that nobody takes a rehearsal for the night. */
  isPractice: z.boolean(),
});
export type GateState = z.infer<typeof gateStateSchema>;
