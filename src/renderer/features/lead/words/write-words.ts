import type { Guest } from '#shared/lead.ts';

export const WRITE_WORDS = {
  oneGuest: 'One guest',
  fromPaper: 'From paper',
  find: 'Name or last characters of the code',
  findHint: 'Type at least two letters.',
  noneFound: (text: string) => `Nobody on the list has “${text}”.`,
  more: (count: string) => `and ${count} more: type more letters`,
  notListed: (text: string) => `Not on the list: write down “${text}”`,
  failed: (problem: string) => `The list can’t be searched: ${problem}`,
  reason: 'Why was it not scanned?',
  reasons: [
    'Code unreadable',
    'Phone battery empty',
    'Ticket torn or wet',
    'Ticket forgotten, ID card checked',
  ],
  confirm: (who: string) => `Let in and write down ${who}`,
  confirmAnyway: (who: string) => `Write down ${who} all the same`,
  warning: (verdict: string) => `A scan of this ticket would come to: ${verdict}.`,
  written: (who: string, time: string, sequence: number) =>
    `Written down: ${who}, ${time} (line ${sequence}).`,
  already: (who: string, time: string | null) =>
    time === null
      ? `${who} is in already: nothing was written.`
      : `${who} is in already, since ${time}: nothing was written.`,
  undecided: (who: string, problem: string) => `${who} is not written down. ${problem}`,
  unanswered: (who: string) =>
    `It is not known whether ${who} was written down. Look in the queue before you write again.`,
  back: 'Another guest',
  paperHint:
    'Type the first letters, Enter, next. Enter writes when one guest is left, or the one you chose with ↓.',
  paperTime: 'Time on the paper',
  timeNow: (time: string) => `now, ${time}`,
  timeWritten: 'Time that is written:',
  timeHint: {
    now: 'If the paper has another one, type it.',
    typed: 'It stays for the next guest; an empty field means now.',
  },
  badTime: 'A time is written 19:42.',
  paperReason: 'From the paper door list',
  paperRefused: 'Enter once more writes it down all the same.',
  chooseOne: 'More than one guest: type more letters, or choose with ↓.',
  paperNone: 'Nobody on the list. Enter once more writes it down as it stands.',
  running: 'Entered so far',
  runningNone: 'Nobody yet.',
} as const;

/** What stands beside a guest's name. */
export const GUEST_KIND_WORDS = {
  student: 'Student',
  teacher: 'Teacher',
  'walk-in': 'Walk-in',
  guest: 'Guest',
} as const satisfies Record<Guest['kind'], string>;
