import type { Answer, TicketDetails } from '#shared/attempt.ts';
import type { GateState } from '#shared/gate-state.ts';
import { type DecidedVerdict, UNDECIDED_MESSAGE, type Verdict } from '#shared/verdict.ts';
import type { CameraProblem } from '../../camera/camera-problem.ts';
import type { LineWord } from './coaching.ts';

/** Every word that the scan screen says, so that another language is another file like this one. */

/** The verdict in a word or two, and what the volunteer does now. */
const VERDICT_WORDS = {
  admitted: { title: 'Admitted', action: null },
  'already-admitted': { title: 'Already admitted', action: 'Do not let in again' },
  'not-sold-yet': { title: 'Not sold yet', action: 'Walk-in ticket: to be paid at the box office first' },
  cancelled: { title: 'Cancelled', action: 'This ticket is void: do not let in' },
  'other-concert': { title: 'Other concert', action: 'A good ticket, but not for tonight’s concert' },
  'not-open': { title: 'Not open', action: 'Outside the entry times: ask to wait' },
  'unknown-code': { title: 'Unknown code', action: 'No such ticket: do not let in' },
  undecided: { title: UNDECIDED_MESSAGE, action: 'It is our fault, not the guest’s' },
} as const satisfies Record<Verdict, { readonly title: string; readonly action: string | null }>;

/** Amber of another kind: nothing is wrong, and only the lead may decide. */
const LEAD_NEEDED_WORDS = {
  title: 'Call the gate lead',
  action: 'Only the lead may let this ticket in: ask the guest to wait here',
} as const;

/** What an answer is called, and what the volunteer does now. */
export function verdictWords(answer: Answer): { readonly title: string; readonly action: string | null } {
  return isLeadNeeded(answer) ? LEAD_NEEDED_WORDS : VERDICT_WORDS[answer.verdict];
}

/** The answer where there is little room. */
export function shortVerdictWords(answer: Answer): string {
  if (answer.verdict !== 'undecided') return DECIDED_VERDICT_WORDS[answer.verdict];
  return isLeadNeeded(answer) ? 'Lead needed' : 'Undecided';
}

/** Whether only the lead may let this attempt in. */
export function isLeadNeeded(answer: Answer): boolean {
  return answer.verdict === 'undecided' && answer.cause === 'lead-needed';
}

/** The verdict where there is little room. */
export const DECIDED_VERDICT_WORDS = {
  admitted: 'Admitted',
  'already-admitted': 'Already admitted',
  'not-sold-yet': 'Not sold yet',
  cancelled: 'Cancelled',
  'other-concert': 'Other concert',
  'not-open': 'Not open',
  'unknown-code': 'Unknown code',
} as const satisfies Record<DecidedVerdict, string>;

export const HOLDER_KIND_WORDS = {
  student: 'Student',
  teacher: 'Teacher',
  'walk-in': 'Walk-in ticket',
  guest: 'Guest',
} as const satisfies Record<TicketDetails['holder']['kind'], string>;

/** What the line under the picture says. */
export const COACHING_WORDS = {
  'too-small': 'Hold it closer',
  blurred: 'Hold it still',
  'too-dark': 'Too dark: turn on a light',
  covered: 'The camera sees only black: open its cover',
  'already-checked': 'Checked already: next ticket, please',
  'scan-again': 'Scan again',
  'one-moment': 'One moment: that code is not taken yet',
  'test-code': 'Test code read: the camera works',
  'test-code-scanned': 'Test code read: the scanner works',
  'reading-stopped': 'Reading stopped, starting again. A handheld scanner works meanwhile.',
} as const satisfies Record<LineWord, string>;

export const CAMERA_PROBLEM_WORDS = {
  missing: {
    title: 'No camera found',
    advice: 'Plug a camera in. If one is built in, look for its switch or cover key.',
  },
  lost: { title: 'The camera was unplugged', advice: 'Plug it in again. Scanning goes on by itself.' },
  denied: {
    title: 'The camera is not allowed',
    advice: 'Allow the camera for this program in the system’s privacy settings.',
  },
  busy: {
    title: 'The camera is in use',
    advice: 'Close other programs that use it. If there are none, unplug it and plug it in again.',
  },
  frozen: {
    title: 'The camera stopped',
    advice: 'It is being started again. If this stays, unplug it and plug it in again.',
  },
  waiting: {
    title: 'Waiting for the camera',
    advice: 'The system may be asking whether the camera may be used: say yes.',
  },
  unsupported: {
    title: 'No camera can be used here',
    advice: 'This window may not use cameras. Start Admit One again; if this stays, tell the IT person.',
  },
  unknown: {
    title: 'The camera does not start',
    advice: 'Unplug it and plug it in again. If this stays, start the laptop again.',
  },
} as const satisfies Record<CameraProblem, { readonly title: string; readonly advice: string }>;

export const CONNECTION_WORDS = {
  connecting: 'Connecting …',
  online: 'Online',
  'catching-up': 'Catching up',
  'on-its-own': 'On its own',
  away: 'No database',
} as const satisfies Record<GateState['connection']['state'], string>;

/** Why nothing can be written down on this laptop, for the volunteer; the lead is told more. */
export const LOG_PROBLEM_WORDS = {
  'log-disk-full': 'This laptop’s disk is full: tell the gate lead',
  'log-unwritable': 'The emergency log can’t be written: tell the gate lead',
  'gate-in-use': 'Another program runs this gate: tell the gate lead',
} as const satisfies Record<NonNullable<GateState['emergency']['logProblem']>, string>;

/** What stands under the gate's state. */
export const STANDING_WORDS = {
  goOn: 'Go on scanning as before.',
  decisionsWait: (count: string) => `${count} decided here, to be sent later`,
  decisionWaits: '1 decided here, to be sent later',
  decisionsLeft: (count: string) => `${count} decisions are on their way`,
  decisionLeft: '1 decision is on its way',
  ticketsAsOf: (time: string) => `Tickets as of ${time}`,
  ticketsOld: (span: string) => `Tickets ${span} old: tell the lead`,
  ticketsMissing: 'Not all tickets known here',
  noTickets: 'No tickets are known here',
  copying: (percent: string) => `Copying the tickets: ${percent}`,
  forLead: (parts: string) => `For the lead: ${parts}`,
  openConflicts: (count: string) => `${count} conflicts`,
  openConflict: '1 conflict',
  setAsideLines: (count: string) => `${count} set aside`,
  guestsWait: (count: string) => `${count} guests wait for the lead`,
  guestWaits: '1 guest waits for the lead',
} as const;

export const WORDS = {
  ready: 'Show the ticket to the camera',
  judging: 'One moment …',
  starting: 'Starting …',
  cameraStarting: 'The camera is starting …',
  scannerStillWorks: 'A handheld scanner works meanwhile.',
  noConcert: 'No concert',
  practice: 'Practice',
  practiceLong: 'Practice: not the real night',
  noSound: 'No sound',
  settingsDamaged: 'Settings damaged: tell the IT person',
  attention: 'Attention',
  operator: 'Operator',
  noOperator: 'No operator',
  inside: 'inside',
  atLeast: 'at least',
  thisGate: 'at this gate',
  recent: 'Last at this gate',
  noneYet: 'Nobody yet',
  entry: (times: string) => `Entry ${times}`,
  entryBetween: (opens: string, closes: string) => `${opens} – ${closes}`,
  entryFrom: (opens: string) => `from ${opens}`,
  entryUntil: (closes: string) => `until ${closes}`,
  of: (expected: string) => `of ${expected}`,
  admittedBefore: 'Admitted',
  ago: (span: string) => `${span} ago`,
  thisGateShort: 'this gate',
  noTrace: 'When and where is not on record.',
  ticketFor: 'Ticket for',
  entryTimes: 'Entry',
  entryUnknown: 'The entry times are not set.',
  malformed: 'This is not one of our codes.',
  cause: 'For the gate lead',
  decidedHere: 'Decided at this gate',
  lead: 'Lead',
  holdForLead: 'Gate lead: hold for a second',
  waiting: (count: number) => (count === 1 ? '1 more code is waiting' : `${count} more codes are waiting`),
  typeCode: 'Type the code',
  typeHint: 'Enter checks it. Esc closes.',
  behindControlRoom: 'The control room is in front',
  recovering: 'One moment, this screen starts again …',
} as const;
