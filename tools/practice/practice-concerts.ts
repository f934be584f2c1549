/** A mark in the title: whoever sees it knows that nobody bought these tickets, and a real concert is never overwritten. */
export const PRACTICE_MARK = '(practice)';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const HALF_HOUR_MS = 30 * MINUTE_MS;

/** Entry is open whatever the hour, and stays so for a long day of practice. */
const OPEN_BEFORE_MS = 6 * HOUR_MS;
const OPEN_AFTER_MS = 18 * HOUR_MS;

export type PracticeConcert = {
  readonly id: number;
  readonly title: string;
  readonly venue: string;
  readonly startsAt: Date;
  readonly entryOpensAt: Date;
  readonly entryClosesAt: Date;
};

export type PracticeTicketKind = {
  readonly id: number;
  readonly concertId: number;
  readonly ticketType: string;
  readonly price: string;
  /** Who gets this kind. */
  readonly group: 'student' | 'teacher' | 'guest' | 'walk-in';
};

export const TONIGHT_ID = 1;
export const OTHER_NIGHT_ID = 2;

/** Tonight's concert, which is open for entry at `now`, and one a week later. */
export function practiceConcerts(now: Date): readonly [PracticeConcert, PracticeConcert] {
  const soon = Math.ceil((now.getTime() + HALF_HOUR_MS) / HALF_HOUR_MS) * HALF_HOUR_MS;
  const later = soon + 7 * DAY_MS;
  return [
    {
      id: TONIGHT_ID,
      title: `Winter Concert ${PRACTICE_MARK}`,
      venue: 'Great Hall',
      startsAt: new Date(soon),
      entryOpensAt: new Date(now.getTime() - OPEN_BEFORE_MS),
      entryClosesAt: new Date(now.getTime() + OPEN_AFTER_MS),
    },
    {
      id: OTHER_NIGHT_ID,
      title: `Chamber Evening ${PRACTICE_MARK}`,
      venue: 'Old Library',
      startsAt: new Date(later),
      entryOpensAt: new Date(later - HOUR_MS),
      entryClosesAt: new Date(later + HOUR_MS),
    },
  ];
}

/** The kinds of ticket of both concerts. */
export const PRACTICE_TICKET_KINDS: readonly PracticeTicketKind[] = [
  { id: 1, concertId: TONIGHT_ID, ticketType: 'Stalls', price: '8.00', group: 'student' },
  { id: 2, concertId: TONIGHT_ID, ticketType: 'Balcony', price: '6.00', group: 'student' },
  { id: 3, concertId: TONIGHT_ID, ticketType: 'Standing', price: '4.00', group: 'student' },
  { id: 4, concertId: TONIGHT_ID, ticketType: 'Staff', price: '0.00', group: 'teacher' },
  { id: 5, concertId: TONIGHT_ID, ticketType: 'Family and guests', price: '12.00', group: 'guest' },
  { id: 6, concertId: TONIGHT_ID, ticketType: 'Box office', price: '10.00', group: 'walk-in' },
  { id: 7, concertId: OTHER_NIGHT_ID, ticketType: 'Salon', price: '9.00', group: 'student' },
  { id: 8, concertId: OTHER_NIGHT_ID, ticketType: 'Gallery', price: '5.00', group: 'student' },
];

/** Ten gates, as they are painted on the doors. */
export const PRACTICE_GATES: readonly { readonly id: string; readonly name: string }[] = [
  'Main entrance, left',
  'Main entrance, middle',
  'Main entrance, right',
  'Courtyard',
  'Garden door',
  'Balcony stairs, east',
  'Balcony stairs, west',
  'Step-free entrance',
  'Staff and performers',
  'Box office',
].map((name, index) => ({ id: `G${index + 1}`, name }));
