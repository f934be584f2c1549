import { z } from 'zod';
import { answerSchema, attemptSchema, instantSchema, undecidedCauseSchema } from './attempt.ts';
import { changedSchema, closedSchema, closingSchema, conflictSchema } from './conflict.ts';
import { confirmationSchema, gateCheckSchema, screenSizeSchema } from './gate-check.ts';

/**
 * What the lead's screen and the main process say to each other. Every call but those on the lock itself is answered
 * `locked` while nobody has given the PIN: the lock is the main process's, the screen only shows it.
 */

/** 4 to 12 digits, so that it can be typed on a touch screen; six or more are better (SECURITY.md). */
export const pinSchema = z.string().regex(/^\d{4,12}$/u, 'a PIN is 4 to 12 digits');

const leadLockSchema = z.strictObject({
  isPinSet: z.boolean(),
  isUnlocked: z.boolean(),
  /** Until when no PIN is taken, after wrong tries; null when one may be tried now. */
  nextTryAt: instantSchema.nullable(),
  /** When the screen locks itself unless something is done; null while it is locked. */
  locksAt: instantSchema.nullable(),
});
export type LeadLock = z.infer<typeof leadLockSchema>;

const lockedSchema = z.strictObject({ outcome: z.literal('locked') });

const unlockReplySchema = z.discriminatedUnion('outcome', [
  z.strictObject({ outcome: z.literal('unlocked'), lock: leadLockSchema }),
  z.strictObject({ outcome: z.literal('wrong-pin'), lock: leadLockSchema }),
  z.strictObject({ outcome: z.literal('too-early'), lock: leadLockSchema }),
  z.strictObject({ outcome: z.literal('no-pin-set'), lock: leadLockSchema }),
  /** The PIN's file can't be read or written. */
  z.strictObject({ outcome: z.literal('failed'), lock: leadLockSchema, problem: z.string() }),
]);
export type UnlockReply = z.infer<typeof unlockReplySchema>;

/** A line of the emergency log as a person reads it. */
const logLineViewSchema = z.strictObject({
  sequence: z.int().nonnegative(),
  doorTime: instantSchema,
  verdict: z.string(),
  basis: z.enum(['rules', 'lead', 'manual']),
  ticketPurchaseId: z.int().nullable(),
  note: z.string().nullable(),
  state: z.enum(['pending', 'in-database', 'set-aside', 'closed']),
  /** Why it was set aside, in words, be it closed by now or not; null otherwise. */
  reason: z.string().nullable(),
});
export type LogLineView = z.infer<typeof logLineViewSchema>;

/** All that the lead's screen shows at a glance. The gate's own state comes with `gate:state-changed`. */
const leadOverviewSchema = z.strictObject({
  /** The newest lines of this gate's log, newest first. */
  lines: z.array(logLineViewSchema),
  setAside: z.array(logLineViewSchema),
  /** Open ones first; null when the database is away and they can't be known. */
  conflicts: z.array(conflictSchema).nullable(),
  /** What was found wrong when the log was read back: a torn line, a broken chain, lines that are missing. */
  findings: z.array(z.string()),
  /** Where the log lies, for somebody who copies it by hand. */
  logFolder: z.string(),
});
export type LeadOverview = z.infer<typeof leadOverviewSchema>;

const guestSchema = z.strictObject({
  ticketPurchaseId: z.int().positive(),
  name: z.string().nullable(),
  kind: z.enum(['student', 'teacher', 'walk-in', 'guest']),
  ticketKind: z.string().nullable(),
  shortCode: z.string(),
  attentionNote: z.string().nullable(),
  /** What a scan of this ticket would come to now, by the snapshot and this gate's own decisions. */
  verdict: z.string(),
});
export type Guest = z.infer<typeof guestSchema>;

/** Files that the lead takes away. */
export const EXPORT_KINDS = ['csv', 'pdf', 'raw', 'door-list'] as const;
export const exportKindSchema = z.enum(EXPORT_KINDS);
export type ExportKind = z.infer<typeof exportKindSchema>;

const destinationSchema = z.strictObject({
  folder: z.string(),
  /** "USB stick KINGSTON", "Documents". */
  label: z.string(),
  isRemovable: z.boolean(),
  freeBytes: z.number().nonnegative().nullable(),
});
export type Destination = z.infer<typeof destinationSchema>;

const exportProgressSchema = z.strictObject({
  kind: exportKindSchema,
  done: z.int().nonnegative(),
  total: z.int().nonnegative(),
});
export type ExportProgress = z.infer<typeof exportProgressSchema>;

const failedSchema = z.strictObject({ outcome: z.literal('failed'), problem: z.string() });
/** The log could not be written: nothing counts, and the lead writes by hand. */
const undecidedSchema = z.strictObject({ outcome: z.literal('undecided'), cause: undecidedCauseSchema });

const checkReplySchema = z.discriminatedUnion('outcome', [
  z.strictObject({ outcome: z.literal('check'), check: gateCheckSchema }),
  lockedSchema,
]);

/** The lead's calls: their inputs and replies. */
export const leadCalls = {
  'lead:get-lock': { input: z.undefined(), output: leadLockSchema },
  'lead:unlock': { input: z.strictObject({ pin: pinSchema }), output: unlockReplySchema },
  /** The first PIN of a laptop (`currentPin` null) or another one. */
  'lead:choose-pin': {
    input: z.strictObject({ pin: pinSchema, currentPin: pinSchema.nullable() }),
    output: unlockReplySchema,
  },
  'lead:lock': { input: z.undefined(), output: leadLockSchema },
  /** Something was touched: the minute begins anew. */
  'lead:stay': { input: z.undefined(), output: leadLockSchema },
  /** Asked again and again by the screen itself: it is nobody's touch, so the minute goes on. */
  'lead:get-overview': {
    input: z.undefined(),
    output: z.discriminatedUnion('outcome', [
      z.strictObject({ outcome: z.literal('overview'), overview: leadOverviewSchema }),
      lockedSchema,
    ]),
  },
  /** Guests of this concert whose name or short code holds `text`; twenty at the most, and the number of all. */
  'lead:find-guests': {
    input: z.strictObject({ text: z.string().max(200) }),
    output: z.discriminatedUnion('outcome', [
      z.strictObject({ outcome: z.literal('found'), guests: z.array(guestSchema), all: z.int() }),
      failedSchema,
      lockedSchema,
    ]),
  },
  /** Lets a scanned code in that only the lead may: the attempt that was answered `undecided` with `lead-needed`. */
  'lead:admit': {
    input: z.strictObject({ attempt: attemptSchema, reason: z.string().trim().min(1).max(400) }),
    output: z.discriminatedUnion('outcome', [
      z.strictObject({ outcome: z.literal('answered'), answer: answerSchema }),
      lockedSchema,
    ]),
  },
  /** Writes an admission into the log that no camera could read. */
  'lead:write-entry': {
    input: z.strictObject({
      /** Name or number, as the lead was told. */
      who: z.string().trim().min(1).max(200),
      reason: z.string().trim().min(1).max(250),
      ticketPurchaseId: z.int().positive().nullable(),
      /** When it was at the door, where a paper says so; null for now. */
      doorTime: instantSchema.nullable(),
    }),
    output: z.discriminatedUnion('outcome', [
      z.strictObject({ outcome: z.literal('written'), sequence: z.int() }),
      /** This gate's own log has the same ticket purchase admitted already: nothing was written. */
      z.strictObject({ outcome: z.literal('already-admitted'), at: instantSchema.nullable() }),
      undecidedSchema,
      lockedSchema,
    ]),
  },
  'lead:close-conflict': {
    input: closingSchema,
    output: z.discriminatedUnion('outcome', [closedSchema, changedSchema, failedSchema, lockedSchema]),
  },
  /** Asked again and again by the screen itself, as the overview is: a stick may be plugged in any moment. */
  'lead:list-destinations': {
    input: z.undefined(),
    output: z.discriminatedUnion('outcome', [
      z.strictObject({ outcome: z.literal('listed'), destinations: z.array(destinationSchema) }),
      lockedSchema,
    ]),
  },
  /** The system's own dialogue; `folder` is null when nobody chose. */
  'lead:choose-folder': {
    input: z.undefined(),
    output: z.discriminatedUnion('outcome', [
      z.strictObject({ outcome: z.literal('chosen'), folder: z.string().nullable() }),
      lockedSchema,
    ]),
  },
  'lead:export': {
    input: z.strictObject({ kinds: z.array(exportKindSchema).min(1), folder: z.string().min(1).max(4_096) }),
    output: z.discriminatedUnion('outcome', [
      z.strictObject({ outcome: z.literal('exported'), files: z.array(z.string()) }),
      failedSchema,
      lockedSchema,
    ]),
  },
  /** Opens the control room in a window of its own, above the kiosk's. */
  'lead:open-control-room': {
    input: z.undefined(),
    output: z.discriminatedUnion('outcome', [z.strictObject({ outcome: z.literal('opened') }), lockedSchema]),
  },
  /** This gate's check as it stands, from the last time that somebody ran it. */
  'lead:get-check': { input: z.undefined(), output: checkReplySchema },
  /** Looks at everything that the machine can see by itself; takes seconds, and scanning goes on. */
  'lead:run-check': { input: z.strictObject({ screen: screenSizeSchema }), output: checkReplySchema },
  /** Keeps what a person has seen or heard. */
  'lead:confirm-check': { input: confirmationSchema, output: checkReplySchema },
} as const;

/** The lead's news. */
export const leadEvents = {
  'lead:lock-changed': leadLockSchema,
  'lead:export-progress': exportProgressSchema,
} as const;
