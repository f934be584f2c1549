import type { LogLineView } from '#shared/lead.ts';

export const QUEUE_WORDS = {
  setAside: 'Set aside',
  setAsideHint:
    'These lines could not go in. They are kept; show them to the IT person. The rest is not held up.',
  newest: 'Newest lines of this gate’s log',
  empty: 'This gate has not had to decide by itself.',
  emptyHint: 'When the database is away, every decision stands here until it has gone in.',
  state: {
    pending: 'waits',
    'in-database': 'in the database',
    'set-aside': 'set aside',
    closed: 'closed',
  } satisfies Record<LogLineView['state'], string>,
  basis: { rules: null, lead: 'let in by the lead', manual: 'written down' } satisfies Record<
    LogLineView['basis'],
    string | null
  >,
  purchase: (id: number) => `Ticket purchase ${id}`,
} as const;
