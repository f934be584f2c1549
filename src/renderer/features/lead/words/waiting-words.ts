export const WAITING_WORDS = {
  title: 'A guest waits for you',
  ticket: (ending: string) => `Ticket …${ending}`,
  since: (span: string) => `since ${span}`,
  letIn: 'Let in …',
  gone: 'Has gone',
  why: 'Why may this guest come in?',
  reasons: ['Name is on the list', 'ID card checked', 'I know this guest', 'Organiser says so'],
  confirm: 'Let this guest in',
  admitted: 'Let in, and written down.',
  undecided: 'Not let in: nothing could be written down.',
  refused: (verdict: string) => `Not let in: ${verdict}.`,
} as const;
