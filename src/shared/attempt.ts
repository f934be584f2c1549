import { z } from 'zod';
import { verdictSchema } from './verdict.ts';

/**
 * One presentation of a code at a gate, and the answer to it. The same shapes cross IPC, leave the command line as JSON
 * and are kept in the emergency log, so a reader learns them once.
 */

/** An instant as ISO 8601 in UTC with milliseconds. */
export const instantSchema = z.iso.datetime({ precision: 3 });

/** UUID v7, made when the code is read and never changed, whatever is retried. */
export const attemptIdSchema = z.uuidv7();

/** How the code came to the gate. */
const attemptSourceSchema = z.enum(['camera', 'scanner', 'typed']);

/**
 * Far above any real code, so that a longer one can still be answered `unknown-code` in words; it only bounds what one
 * message may carry.
 */
const MAX_MESSAGE_CHARACTERS = 8_192;

export const attemptSchema = z.strictObject({
  attemptId: attemptIdSchema,
  code: z.string().max(MAX_MESSAGE_CHARACTERS),
  /** When the code was read, by this laptop's clock. */
  doorTime: instantSchema,
  source: attemptSourceSchema,
});
export type Attempt = z.infer<typeof attemptSchema>;

/** Why the gate could not decide; the words for each are in `src/shared/undecided.ts`. */
export const undecidedCauseSchema = z.enum([
  'busy',
  'database-unreachable',
  'no-answer-in-time',
  'too-many-connections',
  'access-denied',
  'no-such-database',
  'password-expired',
  'read-only',
  'disk-full',
  'no-quorum',
  'not-migrated',
  'no-concert',
  'bad-data',
  'attempt-id-reused',
  'lead-needed',
  'snapshot-incomplete',
  'log-disk-full',
  'log-unwritable',
  'gate-in-use',
  'unexpected',
]);
export type UndecidedCause = z.infer<typeof undecidedCauseSchema>;

const holderSchema = z.strictObject({
  /** The name on the ticket purchase, or null where it has none (a walk-in). */
  name: z.string().nullable(),
  kind: z.enum(['student', 'teacher', 'walk-in', 'guest']),
});

/** What is known of a ticket purchase, whatever the verdict: a refusal does not hide the ticket's details. */
const ticketDetailsSchema = z.strictObject({
  /** Null where the lead let a code in that nobody knows. */
  ticketPurchaseId: z.int().positive().nullable(),
  holder: holderSchema,
  /** The kind of ticket, in the organiser's words ("Balcony"), or null where the table has none. */
  ticketKind: z.string().nullable(),
  attentionNote: z.string().nullable(),
});
export type TicketDetails = z.infer<typeof ticketDetailsSchema>;

const answerBaseSchema = z.strictObject({
  /** The id the attempt was judged under; a rescan of an undecided code goes on under the first id. */
  attemptId: attemptIdSchema,
  verdict: verdictSchema,
  /**
   * `emergency` when the gate decided on its own, from its snapshot, and the decision stands in its emergency log; `gate`
   * when no source of facts was asked: a malformed code, or nothing could be asked.
   */
  decidedBy: z.enum(['database', 'emergency', 'gate']),
  doorTime: instantSchema,
  /** From the code's arrival at the gate room to the answer. */
  durationMs: z.number().nonnegative(),
  /** Tries beyond the first. */
  retries: z.int().nonnegative(),
  /** True when this verdict had been recorded by an earlier try of the same attempt, whose answer was lost. */
  isRecalled: z.boolean(),
});

/** The answer to an attempt: one shape a verdict, each with what a volunteer is told. */
export const answerSchema = z.discriminatedUnion('verdict', [
  answerBaseSchema.extend({ verdict: z.literal('admitted'), ticket: ticketDetailsSchema }),
  answerBaseSchema.extend({
    verdict: z.literal('already-admitted'),
    ticket: ticketDetailsSchema,
    /** When, where and how long ago; null where the web version kept no trace of it. */
    admittedAt: instantSchema.nullable(),
    admittedAtGate: z.strictObject({ id: z.string(), name: z.string().nullable() }).nullable(),
    admittedAgoMs: z.number().nonnegative().nullable(),
  }),
  answerBaseSchema.extend({ verdict: z.literal('not-sold-yet'), ticket: ticketDetailsSchema }),
  answerBaseSchema.extend({ verdict: z.literal('cancelled'), ticket: ticketDetailsSchema }),
  answerBaseSchema.extend({
    verdict: z.literal('other-concert'),
    ticket: ticketDetailsSchema,
    otherConcert: z.strictObject({ title: z.string(), startsAt: instantSchema.nullable() }),
  }),
  answerBaseSchema.extend({
    verdict: z.literal('not-open'),
    ticket: ticketDetailsSchema,
    entryOpensAt: instantSchema.nullable(),
    entryClosesAt: instantSchema.nullable(),
  }),
  answerBaseSchema.extend({
    verdict: z.literal('unknown-code'),
    reason: z.enum(['not-found', 'empty', 'too-long', 'control-characters']),
  }),
  answerBaseSchema.extend({ verdict: z.literal('undecided'), cause: undecidedCauseSchema }),
]);
export type Answer = z.infer<typeof answerSchema>;

/** The answer of one verdict. */
export type AnswerOf<V extends Answer['verdict']> = Extract<Answer, { verdict: V }>;
