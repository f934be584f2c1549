import { practiceCode } from './practice-code.ts';
import {
  OTHER_NIGHT_ID,
  PRACTICE_GATES,
  PRACTICE_TICKET_KINDS,
  type PracticeTicketKind,
  TONIGHT_ID,
} from './practice-concerts.ts';

/** What a practice ticket purchase is there to show. */
export type PracticeRole =
  | 'ordinary'
  | 'noted'
  | 'used'
  | 'cancelled'
  | 'walk-in-unsold'
  | 'walk-in-sold'
  | 'other-night';

export type PracticePurchase = {
  readonly id: number;
  readonly code: string;
  readonly role: PracticeRole;
  readonly ticketKind: PracticeTicketKind;
  readonly holder: { readonly kind: 'student' | 'teacher'; readonly id: number } | null;
  readonly attentionNote: string | null;
  /** Where somebody came in on it already. */
  readonly usedGateId: string | null;
};

/** Of a hundred ticket purchases. */
const SHARES = {
  ordinary: 70,
  'other-night': 10,
  'walk-in-unsold': 7,
  'walk-in-sold': 5,
  cancelled: 3,
  used: 3,
  noted: 2,
} as const satisfies Record<PracticeRole, number>;

const NOTES = [
  'Wheelchair: side door, call Jana',
  'Guide dog comes along',
  'Performer: send to the stage door',
  'Seat changed to row C 14',
  'Two bags to check at the cloakroom',
];

/** One of each role first, so that even a handful of ticket purchases shows every verdict; then the shares. */
const FIRST: readonly PracticeRole[] = [
  'ordinary',
  'noted',
  'used',
  'cancelled',
  'walk-in-unsold',
  'walk-in-sold',
  'other-night',
];
const CYCLE = spread(SHARES);

const TEACHER_EVERY = 12;
const GUEST_EVERY = 15;

/** The people who hold `tickets` ticket purchases: some hold several, as families do. */
export function practicePeopleCounts(tickets: number): {
  readonly students: number;
  readonly teachers: number;
} {
  return { students: clamp(tickets * 0.8, 1, 20_000), teachers: clamp(tickets * 0.06, 1, 1_000) };
}

/** The practice ticket purchase `index` (from 0) of `tickets`; its code and role do not depend on how many there are. */
export function practicePurchase(index: number, tickets: number): PracticePurchase {
  const role = FIRST[index] ?? CYCLE[index % CYCLE.length] ?? 'ordinary';
  const group = groupOf(role, index);
  const concertId = role === 'other-night' ? OTHER_NIGHT_ID : TONIGHT_ID;
  const kinds = PRACTICE_TICKET_KINDS.filter((kind) => kind.concertId === concertId && kind.group === group);
  const { students, teachers } = practicePeopleCounts(tickets);
  return {
    id: index + 1,
    code: practiceCode(index),
    role,
    // Not by the index itself: every third one may be a teacher's or a guest's.
    ticketKind: pick(kinds, Math.floor(index / 3) + index),
    holder:
      group === 'student'
        ? { kind: 'student', id: 1 + (index % students) }
        : group === 'teacher'
          ? { kind: 'teacher', id: 1 + (Math.floor(index / TEACHER_EVERY) % teachers) }
          : null,
    attentionNote: role === 'noted' ? pick(NOTES, Math.floor(index / CYCLE.length)) : null,
    usedGateId: role === 'used' ? pick(PRACTICE_GATES, index).id : null,
  };
}

function groupOf(role: PracticeRole, index: number): PracticeTicketKind['group'] {
  if (role === 'walk-in-sold' || role === 'walk-in-unsold') return 'walk-in';
  if (role !== 'ordinary' || index === 0) return 'student';
  if (index % TEACHER_EVERY === 0) return 'teacher';
  return index % GUEST_EVERY === 0 ? 'guest' : 'student';
}

/** The roles in an order in which each is met evenly, not in blocks. */
function spread(shares: Readonly<Record<PracticeRole, number>>): PracticeRole[] {
  return (Object.entries(shares) as [PracticeRole, number][])
    .flatMap(([role, share]) =>
      Array.from({ length: share }, (_, index) => ({ role, place: (index + 0.5) / share })),
    )
    .toSorted((a, b) => a.place - b.place)
    .map(({ role }) => role);
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, Math.round(value)));
}

function pick<T>(items: readonly T[], index: number): T {
  const item = items[index % items.length];
  if (item === undefined) throw new Error('There is nothing to pick from.');
  return item;
}
