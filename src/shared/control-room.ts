import { z } from 'zod';
import { instantSchema } from './attempt.ts';
import { changedSchema, closedSchema, closingSchema, conflictSchema } from './conflict.ts';
import { nightSchema } from './night.ts';
import { checkLineSchema } from './system-check.ts';

/** What the control room's window and the main process say to each other. Only that window may make these calls. */

/** The database did not answer: what is wrong and what to do. */
const awaySchema = z.strictObject({ outcome: z.literal('away'), problem: z.string(), advice: z.string() });

/** One attempt at a ticket, as its history shows it. */
const historyAttemptSchema = z.strictObject({
  attemptId: z.string(),
  doorTime: instantSchema,
  recordedTime: instantSchema,
  gateId: z.string(),
  operator: z.string(),
  verdict: z.string(),
  decidedBy: z.enum(['database', 'emergency']),
  basis: z.string(),
  note: z.string().nullable(),
  durationMs: z.int().nonnegative(),
  retries: z.int().nonnegative(),
  clockUncertaintyMs: z.int().nonnegative().nullable(),
  logLine: z.strictObject({ logId: z.string(), sequence: z.int().nonnegative() }).nullable(),
});

const foundTicketSchema = z.strictObject({
  ticketPurchaseId: z.int().positive(),
  holderName: z.string().nullable(),
  kind: z.enum(['student', 'teacher', 'walk-in', 'guest']),
  ticketKind: z.string().nullable(),
  concertTitle: z.string().nullable(),
  /** The last characters of the code, to compare with what a guest holds. */
  shortCode: z.string(),
  status: z.string(),
  isWalkIn: z.boolean(),
  isSold: z.boolean(),
  attentionNote: z.string().nullable(),
});
export type FoundTicket = z.infer<typeof foundTicketSchema>;

const ticketHistorySchema = z.strictObject({
  ticket: foundTicketSchema,
  usedAt: instantSchema.nullable(),
  usedGateId: z.string().nullable(),
  /** By door time, oldest first: the newest ones and every admission, where there are very many. */
  attempts: z.array(historyAttemptSchema),
  /** How many there are, those that are not in the list included. */
  allAttempts: z.int().nonnegative(),
  conflict: conflictSchema.nullable(),
});
export type TicketHistory = z.infer<typeof ticketHistorySchema>;

const name = z.string().trim().min(1).max(100);

/** The control room's calls: their inputs and replies. */
export const controlRoomCalls = {
  'control-room:get-night': {
    input: z.undefined(),
    output: z.discriminatedUnion('outcome', [
      z.strictObject({ outcome: z.literal('night'), night: nightSchema, isPractice: z.boolean() }),
      awaySchema,
    ]),
  },
  'control-room:acknowledge': {
    input: z.strictObject({ alertKey: z.string().min(1).max(190), by: name }),
    output: z.discriminatedUnion('outcome', [
      z.strictObject({ outcome: z.literal('acknowledged') }),
      awaySchema,
    ]),
  },
  'control-room:list-conflicts': {
    input: z.strictObject({ isOpenOnly: z.boolean() }),
    output: z.discriminatedUnion('outcome', [
      z.strictObject({ outcome: z.literal('listed'), conflicts: z.array(conflictSchema) }),
      awaySchema,
    ]),
  },
  'control-room:close-conflict': {
    input: closingSchema,
    output: z.discriminatedUnion('outcome', [closedSchema, changedSchema, awaySchema]),
  },
  /** By a name, the end of a code, a whole code or a ticket purchase's number; twenty at the most. */
  'control-room:find-tickets': {
    input: z.strictObject({ text: z.string().max(500) }),
    output: z.discriminatedUnion('outcome', [
      z.strictObject({ outcome: z.literal('found'), tickets: z.array(foundTicketSchema), all: z.int() }),
      awaySchema,
    ]),
  },
  'control-room:get-history': {
    input: z.strictObject({ ticketPurchaseId: z.int().positive() }),
    output: z.discriminatedUnion('outcome', [
      z.strictObject({ outcome: z.literal('history'), history: ticketHistorySchema.nullable() }),
      awaySchema,
    ]),
  },
  'control-room:check': {
    input: z.undefined(),
    output: z.discriminatedUnion('outcome', [
      z.strictObject({ outcome: z.literal('checked'), lines: z.array(checkLineSchema) }),
      awaySchema,
    ]),
  },
  /**
   * What kind of window this is: one that was opened at a gate closes itself when nobody touches it for `closesAfterMs`, and so in
   * `closesInMs` from now when nobody touches it any more. Null for one that does not.
   */
  'control-room:get-window': {
    input: z.undefined(),
    output: z.strictObject({
      closesAfterMs: z.int().positive().nullable(),
      closesInMs: z.int().nonnegative().nullable(),
    }),
  },
  /** Somebody touched it. */
  'control-room:stay': { input: z.undefined(), output: z.undefined() },
  /** Closes it, at a gate: the kiosk is behind it. */
  'control-room:leave': { input: z.undefined(), output: z.undefined() },
} as const;
