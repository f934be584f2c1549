import type { GateState } from '#shared/gate-state.ts';
import type { ExportKind, Guest, LogLineView } from '#shared/lead.ts';

/** Every word of the lead's screen. */

export const SECTIONS = ['state', 'queue', 'conflicts', 'write-down', 'take-away'] as const;
export type Section = (typeof SECTIONS)[number];

export const SECTION_WORDS = {
  state: 'State',
  queue: 'Queue',
  conflicts: 'Conflicts',
  'write-down': 'Write down',
  'take-away': 'Take away',
} as const satisfies Record<Section, string>;

export const LEAD_WORDS = {
  title: 'Gate lead',
  lock: 'Lock',
  locksIn: (seconds: number) => `Locks in ${seconds} s`,
  stay: 'Stay',
  closeAgain: 'Esc or Lock closes this screen. Scanning goes on meanwhile.',
  cancel: 'Cancel',
  unanswered: 'The program did not answer. Try once more; if it stays so, tell the IT person.',
  loading: 'One moment …',
} as const;

export const PIN_WORDS = {
  title: 'PIN of the gate lead',
  scanningGoesOn: 'Scanning goes on.',
  choose: 'Choose the PIN of this laptop',
  chooseHint:
    '4 to 12 digits. Six or more are better: a short PIN is soon guessed by somebody who has the laptop.',
  again: 'Once more, to be sure',
  differ: 'The two were not the same. Choose anew.',
  tooShort: 'A PIN has 4 digits or more.',
  wrong: 'Wrong PIN.',
  waitFor: (seconds: number) => `Wait ${seconds} s`,
  checking: 'One moment …',
  clear: 'Clear',
  next: 'Next',
  open: 'Open',
  failed: (problem: string) => `The PIN could not be checked: ${problem}`,
} as const;

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

export const STATE_WORDS = {
  what: {
    connecting: 'Connecting to the database',
    online: 'Online',
    'catching-up': 'Catching up with the database',
    'on-its-own': 'This gate is on its own',
    away: 'No database, and this gate can’t decide',
  } satisfies Record<GateState['connection']['state'], string>,
  means: {
    connecting: 'The database has not answered yet.',
    online: 'Every verdict is in the database before it is shown.',
    'catching-up': 'New scans go to the database. What was decided here goes in by itself.',
    'on-its-own':
      'It decides from its copy of the tickets and writes every decision to this laptop’s disk. When the database is back, everything goes in by itself.',
    away: 'Every scan is amber until the database answers.',
  } satisfies Record<GateState['connection']['state'], string>,
  since: (time: string, span: string) => `since ${time} (${span})`,
  doNow: 'What to do now',
  nothing: 'Nothing. Go on scanning.',
  goOn: 'Go on scanning. Nothing has to be switched on.',
  leaveOn: 'Leave this laptop switched on, and the program running.',
  otherGate: 'Send guests to a gate that works. Where there is none, write names and times on paper.',
  oldCopy:
    'The copy of the tickets is old: guests who bought one since are unknown here. Look at their receipts, and write them down.',
  pending: 'To be sent',
  setAside: 'Set aside',
  conflicts: 'Open conflicts',
  tickets: 'Tickets known here',
  ticketsAsOf: (time: string, span: string) => `as of ${time}, ${span} ago`,
  ticketsNow: (time: string) => `as of ${time}`,
  incomplete: 'not all of them yet',
  none: 'none yet',
  unknown: 'not known',
  log: 'Emergency log',
  logFine: 'Can be written',
  logFolder: 'Its folder',
  findings: 'Found in the log: show this to the IT person',
} as const;

/** What to do when nothing can be written on this laptop: then, and only then, paper counts. */
export const BY_HAND_WORDS = {
  title: 'Write by hand now',
  problem: {
    'log-disk-full': 'This laptop’s disk is full. Nothing it decides alone can be kept.',
    'log-unwritable': 'The emergency log can’t be written on this laptop.',
    'gate-in-use': 'Another program on this laptop runs the same gate and holds its log.',
  } satisfies Record<NonNullable<GateState['emergency']['logProblem']>, string>,
  whileOnline: 'The database answers, so green and red still count. Paper is for amber.',
  steps: [
    'On paper: the name, or the last characters of the code; the time; the gate.',
    'Let in whoever has a ticket that looks right.',
  ],
  repair: {
    'log-disk-full':
      'Free space: empty the wastebasket, delete downloads. Never touch the folder of the emergency log.',
    'log-unwritable': 'Use another laptop for this gate if there is one, and tell the IT person.',
    'gate-in-use': 'Close the other program, or give this gate another id in its settings.',
  } satisfies Record<NonNullable<GateState['emergency']['logProblem']>, string>,
  afterwards: 'Green or red again means that it works. Then enter the paper: Write down, From paper.',
} as const;

export const QUEUE_WORDS = {
  setAside: 'Set aside',
  setAsideHint:
    'These lines could not go in. They are kept; show them to the IT person. The rest is not held up.',
  newest: 'Newest lines of this gate’s log',
  empty: 'This gate has not had to decide by itself.',
  emptyHint: 'When the database is away, every decision stands here until it has gone in.',
  state: { pending: 'waits', 'in-database': 'in the database', 'set-aside': 'set aside' } satisfies Record<
    LogLineView['state'],
    string
  >,
  basis: { rules: null, lead: 'let in by the lead', manual: 'written down' } satisfies Record<
    LogLineView['basis'],
    string | null
  >,
  purchase: (id: number) => `Ticket purchase ${id}`,
} as const;

export const CONFLICT_WORDS = {
  unknown: 'Conflicts stand in the database, which is away.',
  unknownHint: 'They are shown here as soon as it answers.',
  none: 'Nobody was admitted twice.',
  noneHint: 'If two gates that could not ask each other admit the same ticket, it is shown here.',
  title: 'Admitted more than once',
  purchase: (id: number) => `ticket purchase ${id}`,
  gate: (id: string) => `Gate ${id}`,
  noGate: 'Another program',
  operator: (name: string) => `Operator: ${name}`,
  noOperator: 'Operator not known',
  noTime: 'Time not known',
  uncertainty: (span: string) => `± ${span}`,
  offset: (span: string, isSlow: boolean) =>
    `Its clock was ${span} ${isSlow ? 'slow' : 'fast'}: corrected here.`,
  clockUnmeasured: 'This laptop’s clock was never measured.',
  fromLog: (sequence: number) => `Line ${sequence} of its log`,
  byDatabase: 'Decided by the database',
  byGate: 'Decided at the gate',
  close: 'Close this conflict …',
  hint: 'Find out what happened: usually a guest who went out and in again, or a ticket that was shared. Nothing is deleted.',
  closedBy: 'Your name',
  why: 'Why it is settled',
  reasons: [
    'Same guest, went out and in',
    'Shared ticket, second guest sent away',
    'Shared ticket, second guest paid',
  ],
  confirm: 'Close conflict',
  changed: 'Another side has come to light meanwhile. Look again before you close it.',
  failed: (problem: string) => `Not closed: ${problem}`,
  closedAt: (time: string) => `Closed ${time}`,
  closed: 'Closed before',
} as const;

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
  written: (who: string, sequence: number) => `Written down: ${who} (line ${sequence}).`,
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
  paperTimePlaceholder: 'now',
  badTime: 'A time is written 19:42.',
  paperReason: 'From the paper door list',
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

export const TAKE_WORDS = {
  what: 'What to take',
  kinds: {
    csv: { title: 'List for a spreadsheet', hint: 'CSV: opens in Excel and LibreOffice' },
    pdf: { title: 'List to print', hint: 'PDF: every decision of this gate' },
    raw: { title: 'The log itself', hint: 'With its hashes: goes into the database from any laptop' },
    'door-list': { title: 'Door list', hint: 'PDF: all names with a box to tick. Print it before the night' },
  } satisfies Record<ExportKind, { readonly title: string; readonly hint: string }>,
  where: 'Where to',
  noStick: 'Plug a USB stick in: it is shown here by itself.',
  free: (size: string) => `${size} free`,
  freeUnknown: 'free space not known',
  otherFolder: 'Another folder …',
  copy: 'Copy',
  copying: 'Copying … leave the stick in.',
  rows: (done: string, total: string) => `${done} of ${total}`,
  finished: 'Done. Everything is on the disk.',
  finishedFiles: (count: number, folder: string) =>
    `${count === 1 ? '1 file' : `${count} files`}${folder === '' ? '' : ` in ${folder}`}:`,
  next: [
    'Eject the stick, then pull it out.',
    'Give it to the coordinator. The file READ-ME says what each file is for.',
    'It holds guests’ names: do not leave it lying about.',
  ],
  again: 'Copy again',
  failed: (problem: string) => `Not copied: ${problem}`,
  failedHint: 'No half file was left behind. Choose another place, or free space there, and copy again.',
  stillWorking: 'It may still be at work: look at the progress before you pull the stick.',
} as const;
