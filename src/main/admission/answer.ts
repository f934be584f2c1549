import type { Answer, TicketDetails } from '#shared/attempt.ts';
import type { DecidedVerdict } from '#shared/verdict.ts';
import type { TicketPurchaseRecord } from './records.ts';

/** What the volunteer is told, without the attempt's own particulars (id, times, retries), which the gate adds. */
type WithoutParticulars<A> = A extends unknown
  ? Omit<A, 'attemptId' | 'decidedBy' | 'doorTime' | 'durationMs' | 'retries' | 'isRecalled'>
  : never;
export type VerdictInWords = WithoutParticulars<Exclude<Answer, { verdict: 'undecided' }>>;

/** Puts a verdict together with what the volunteer is told of the ticket. */
export function inWords(verdict: DecidedVerdict, record: TicketPurchaseRecord | null): VerdictInWords {
  if (verdict === 'unknown-code' || record === null) return { verdict: 'unknown-code', reason: 'not-found' };
  const { locked, described } = record;
  const ticket = detailsOf(record);
  switch (verdict) {
    case 'admitted':
    case 'not-sold-yet':
    case 'cancelled':
      return { verdict, ticket };
    case 'already-admitted':
      return {
        verdict,
        ticket,
        admittedAt: isoOrNull(locked.used_at),
        admittedAtGate:
          locked.used_gate_id === null ? null : { id: locked.used_gate_id, name: described.gate_name },
        // A laptop's clock may be ahead of the server's: never "in 3 seconds".
        admittedAgoMs:
          locked.used_at === null
            ? null
            : Math.max(0, described.server_now.getTime() - locked.used_at.getTime()),
      };
    case 'other-concert':
      return {
        verdict,
        ticket,
        otherConcert: {
          title: described.concert_title ?? `Concert ${described.concert_id}`,
          startsAt: isoOrNull(described.starts_at),
        },
      };
    case 'not-open':
      return {
        verdict,
        ticket,
        entryOpensAt: isoOrNull(described.entry_opens_at),
        entryClosesAt: isoOrNull(described.entry_closes_at),
      };
  }
}

function detailsOf({ locked, described }: TicketPurchaseRecord): TicketDetails {
  return {
    ticketPurchaseId: locked.id,
    holder: holderOf(locked.is_walk_in, described.student_name, described.teacher_name),
    ticketKind: described.ticket_kind,
    attentionNote: locked.attention_note,
  };
}

function holderOf(
  isWalkIn: boolean,
  student: string | null,
  teacher: string | null,
): TicketDetails['holder'] {
  if (student !== null) return { name: student, kind: 'student' };
  if (teacher !== null) return { name: teacher, kind: 'teacher' };
  return { name: null, kind: isWalkIn ? 'walk-in' : 'guest' };
}

function isoOrNull(date: Date | null): string | null {
  return date === null ? null : date.toISOString();
}
