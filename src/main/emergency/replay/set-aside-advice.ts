import type { SetAsideReason } from './outcome.ts';

/** What a person can do so that a line goes in after all; null where another replay changes nothing. */
type Advice = { readonly words: string; readonly replayOption: '' | '--accept-unverified ' | null };

/** What to do with a line that was set aside, by why it was. */
export const SET_ASIDE_ADVICE = {
  'ticket-gone': {
    words: 'Put the ticket purchase back into the database with the same code, then replay the log again.',
    replayOption: '',
  },
  'ticket-cancelled': {
    words:
      'Find out why it was cancelled. If the guest may have come in, make the ticket purchase valid again, then replay the log again.',
    replayOption: '',
  },
  'admitted-in-database': {
    words:
      'Find out whether the guest came in after all: the database counts them as inside. Another replay changes nothing: close the line then.',
    replayOption: null,
  },
  'attempt-id-reused': {
    words:
      'Two programs gave out the same id, or the log was changed: have the IT person compare both. Another replay changes nothing: close the line then.',
    replayOption: null,
  },
  'chain-broken': {
    words:
      'Look at the line and at what the operator remembers. If it may count, replay the log again and accept what nobody vouches for.',
    replayOption: '--accept-unverified ',
  },
  'bad-data': {
    words: 'Mend the ticket purchase’s row in the database, then replay the log again.',
    replayOption: '',
  },
  'database-refused': {
    words: 'Find the reason in the program’s log, mend it, then replay the log again.',
    replayOption: '',
  },
} as const satisfies Readonly<Record<SetAsideReason, Advice>>;
