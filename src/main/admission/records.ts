import { z } from 'zod';
import { DECIDED_VERDICTS } from '#shared/verdict.ts';
import type { KnownTicketPurchase } from './known-ticket-purchase.ts';

/** What the database may say about a ticket purchase. Its contents are input like any other: they are checked. */

/** A row that this program does not understand; says which and what is wrong with it, never a code or a name. */
export class BadDataError extends Error {
  override readonly name = 'BadDataError';
}

/** The web version may leave a flag null that it never set. */
const flag = z
  .union([z.literal(0), z.literal(1), z.boolean()])
  .nullable()
  .transform(Boolean);
const instant = z.date().nullable();

const lockedRowSchema = z.object({
  id: z.int().positive(),
  status: z.enum(['valid', 'used', 'cancelled']),
  is_walk_in: flag,
  is_sold: flag,
  used_at: instant,
  used_gate_id: z.string().nullable(),
  attention_note: z.string().nullable(),
});
type LockedRow = z.infer<typeof lockedRowSchema>;

const describedRowSchema = z.object({
  ticket_kind: z.string().nullable(),
  concert_id: z.int().positive(),
  concert_title: z.string().nullable(),
  starts_at: instant,
  entry_opens_at: instant,
  entry_closes_at: instant,
  student_name: z.string().nullable(),
  teacher_name: z.string().nullable(),
  gate_name: z.string().nullable(),
  server_now: z.date(),
});
type DescribedRow = z.infer<typeof describedRowSchema>;

const recordedRowSchema = z.object({
  verdict: z.enum(DECIDED_VERDICTS),
  code_digest: z.instanceof(Buffer),
});
type RecordedRow = z.infer<typeof recordedRowSchema>;

/** A ticket purchase as the first round trip found it, and the server's clock at that moment. */
type FoundTicketPurchase = { readonly known: KnownTicketPurchase; readonly serverNow: Date };

/**
 * Reads the rows of the first round trip: the locked ticket purchase with what surrounds it (null for a code that nobody
 * has), and the attempt's earlier record (null on its first try).
 * @throws {BadDataError} naming the row and the column that can't be understood.
 */
export function readRecords(results: {
  readonly locked: unknown;
  readonly recorded: unknown;
  readonly described: unknown;
}): { readonly found: FoundTicketPurchase | null; readonly recorded: RecordedRow | null } {
  const lockedRow = onlyRow(results.locked);
  const recordedRow = onlyRow(results.recorded);
  const recorded = recordedRow === null ? null : read('scan attempt', recordedRowSchema, recordedRow);
  if (lockedRow === null) return { found: null, recorded };
  const id = typeof lockedRow['id'] === 'number' ? lockedRow['id'] : '?';
  const what = `ticket purchase ${id}`;
  const locked = read(what, lockedRowSchema, lockedRow);
  const described = read(what, describedRowSchema, onlyRow(results.described) ?? {});
  return { found: { known: knownFrom(locked, described), serverNow: described.server_now }, recorded };
}

function knownFrom(locked: LockedRow, described: DescribedRow): KnownTicketPurchase {
  const { used_gate_id: usedGateId } = locked;
  return {
    ticketPurchaseId: locked.id,
    status: locked.status,
    isWalkIn: locked.is_walk_in,
    isSold: locked.is_sold,
    usedAt: locked.used_at,
    usedGate: usedGateId === null ? null : { id: usedGateId, name: described.gate_name },
    holder: holderOf(locked.is_walk_in, described.student_name, described.teacher_name),
    ticketKind: described.ticket_kind,
    attentionNote: locked.attention_note,
    concert: {
      id: described.concert_id,
      title: described.concert_title ?? `Concert ${described.concert_id}`,
      startsAt: described.starts_at,
      entryOpensAt: described.entry_opens_at,
      entryClosesAt: described.entry_closes_at,
    },
  };
}

function holderOf(
  isWalkIn: boolean,
  student: string | null,
  teacher: string | null,
): KnownTicketPurchase['holder'] {
  if (student !== null) return { name: student, kind: 'student' };
  if (teacher !== null) return { name: teacher, kind: 'teacher' };
  return { name: null, kind: isWalkIn ? 'walk-in' : 'guest' };
}

function onlyRow(result: unknown): Record<string, unknown> | null {
  if (!Array.isArray(result)) throw new BadDataError('the database answered a SELECT without rows');
  const [row] = result as Record<string, unknown>[];
  return row ?? null;
}

function read<T>(what: string, schema: z.ZodType<T>, row: Record<string, unknown>): T {
  const parsed = schema.safeParse(row);
  if (parsed.success) return parsed.data;
  const columns = parsed.error.issues.map((issue) => issue.path.join('.')).join(', ');
  throw new BadDataError(`${what} has a value that this program does not know in: ${columns}`);
}
