import { z } from 'zod';
import { instantSchema } from './attempt.ts';

/** Conflicts, as the lead's screen and the control room show them, and how a person closes one. */

/** How far a laptop's clock was measured to be off; null where it never was. */
const doorTimeSchema = z.strictObject({
  at: instantSchema,
  offsetMs: z.int().nullable(),
  uncertaintyMs: z.int().nonnegative().nullable(),
});

const conflictSideSchema = z.strictObject({
  gateId: z.string().nullable(),
  operator: z.string(),
  decidedBy: z.enum(['database', 'emergency']),
  doorTime: doorTimeSchema.nullable(),
  logLine: z.strictObject({ logId: z.string(), sequence: z.int().nonnegative() }).nullable(),
});

/** A ticket purchase that was admitted more than once. */
export const conflictSchema = z.strictObject({
  conflictId: z.int().positive(),
  version: z.int().nonnegative(),
  ticketPurchaseId: z.int().positive(),
  holderName: z.string().nullable(),
  ticketKind: z.string().nullable(),
  openedAt: instantSchema,
  closedAt: instantSchema.nullable(),
  /** Every closing so far in words, one a line. */
  closings: z.string().nullable(),
  /** In the order of their door times. */
  sides: z.array(conflictSideSchema),
});
export type Conflict = z.infer<typeof conflictSchema>;

/** What a person says who closes one. */
export const closingSchema = z.strictObject({
  conflictId: z.int().positive(),
  /** The conflict as that person saw it: another side that has come to light since refuses the closing. */
  version: z.int().nonnegative(),
  closedBy: z.string().trim().min(1).max(100),
  why: z.string().trim().min(1).max(400),
});
export const closedSchema = z.strictObject({ outcome: z.literal('closed') });
/** Another side came to light, or somebody else closed it meanwhile: nothing was closed now. */
export const changedSchema = z.strictObject({ outcome: z.literal('changed') });
