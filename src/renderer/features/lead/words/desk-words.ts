export const SECTIONS = ['state', 'queue', 'conflicts', 'write-down', 'take-away', 'check'] as const;
export type Section = (typeof SECTIONS)[number];

export const SECTION_WORDS = {
  check: 'Check',
  state: 'State',
  queue: 'Queue',
  conflicts: 'Conflicts',
  'write-down': 'Write down',
  'take-away': 'Take away',
} as const satisfies Record<Section, string>;

/** What stands around every section, and what any of them may have to say. */
export const LEAD_WORDS = {
  title: 'Gate lead',
  lock: 'Lock',
  locksIn: (seconds: number) => `Locks in ${seconds} s`,
  stay: 'Stay',
  cancel: 'Cancel',
  unanswered: 'The program did not answer. Try once more; if it stays so, tell the IT person.',
  loading: 'One moment …',
} as const;
