import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { FoundTicket } from '#shared/control-room.ts';
import { concerts, students, teachers, ticketPurchases, tickets } from '#main/database/schema/index.ts';
import { shortCodeOf } from '#main/emergency/snapshot/search-batches.ts';

/** What the control room reads of a ticket purchase, around the alias `p`. */
export const ticketColumns = sql`p.id, p.qr_code, p.status, p.is_walk_in, p.is_sold, p.used_at, p.used_gate_id,
  p.attention_note, k.ticket_type as ticket_kind, c.title as concert_title, s.name as student_name, t.name as teacher_name`;

/** Whatever stands around it, be it there or not. */
export const ticketSurroundings = sql`${ticketPurchases} p
  left join ${tickets} k on k.id = p.ticket_id
  left join ${concerts} c on c.id = k.concert_id
  left join ${students} s on s.id = p.student_id
  left join ${teachers} t on t.id = p.teacher_id`;

/** The web version may leave a flag null that it never set. */
const flag = z
  .union([z.literal(0), z.literal(1), z.boolean()])
  .nullable()
  .transform(Boolean);

export const ticketRow = z.object({
  id: z.int().positive(),
  qr_code: z.string().nullable(),
  /** Shown as it stands there: somebody looks it up because something is odd about it. */
  status: z.string(),
  is_walk_in: flag,
  is_sold: flag,
  used_at: z.date().nullable(),
  used_gate_id: z.string().nullable(),
  attention_note: z.string().nullable(),
  ticket_kind: z.string().nullable(),
  concert_title: z.string().nullable(),
  student_name: z.string().nullable(),
  teacher_name: z.string().nullable(),
});
type TicketRow = z.infer<typeof ticketRow>;

/** A ticket purchase as the window shows it: of its code the end alone. */
export function foundTicket(row: TicketRow): FoundTicket {
  return {
    ticketPurchaseId: row.id,
    holderName: row.student_name ?? row.teacher_name,
    kind: kindOf(row),
    ticketKind: row.ticket_kind,
    concertTitle: row.concert_title,
    shortCode: shortCodeOf(row.qr_code),
    status: row.status,
    isWalkIn: row.is_walk_in,
    isSold: row.is_sold,
    attentionNote: row.attention_note,
  };
}

function kindOf({ student_name, teacher_name, is_walk_in }: TicketRow): FoundTicket['kind'] {
  if (student_name !== null) return 'student';
  if (teacher_name !== null) return 'teacher';
  return is_walk_in ? 'walk-in' : 'guest';
}
