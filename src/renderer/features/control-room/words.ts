import type { Alert, GateOfNight } from '#shared/night.ts';
import type { CHECK_GROUPS } from '#shared/system-check.ts';
import { format } from '../../components/format.ts';

export const TABS = ['night', 'gates', 'conflicts', 'tickets', 'check'] as const;
export type Tab = (typeof TABS)[number];

export const TAB_WORDS = {
  night: 'Night',
  gates: 'Gates',
  conflicts: 'Conflicts',
  tickets: 'Tickets',
  check: 'Check',
} as const satisfies Record<Tab, string>;

/** What stands around every tab. */
export const ROOM_WORDS = {
  title: 'Control room',
  practice: 'Practice',
  noConcert: 'No concert tonight',
  noConcertHint:
    'No concert’s entry is open or opens next. Give tonight’s concert its entry times in the database.',
  starting: 'Looking at the database …',
  recovering: 'One moment, the control room starts again …',
  database: 'Database answers',
  databaseHint: (ms: string) => `looked in ${ms}`,
  away: 'Database away',
  awaySince: (time: string, span: string) => `since ${time} (${span})`,
  asOf: (time: string) => `What stands here is of ${time}.`,
  leave: 'Back to the gate',
  closesIn: (countdown: string) => `Closes in ${countdown}`,
  touchToStay: 'touch to stay',
  unanswered: {
    problem: 'The program did not answer.',
    advice: 'It is asked again by itself. If it stays so, close the control room and open it again.',
  },
} as const;

export const NUMBER_WORDS = {
  inside: 'Inside',
  expected: 'Expected',
  stillExpected: 'Still to come',
  perMinute: 'Last minute',
  perHour: 'Last hour',
  expectedHint: (walkIns: string) => `${walkIns} walk-ins sold`,
  tooMany: (count: string) => `${count} more than expected`,
  insideHint: (percent: string) => `${percent} of expected`,
  attemptsHint: 'attempts',
  answers: 'Answers, last 5 min',
  answersHint: (p95: string) => `95 % within ${p95}`,
  none: '–',
} as const;

export const CHART_WORDS = {
  perMinute: 'Attempts per minute',
  perMinuteOnAverage: (minutes: number) => `Attempts per minute, on average of ${minutes} minutes`,
  soFar: 'Admitted so far, of those expected',
  admitted: 'Admitted',
  refused: 'Refused',
  expected: 'Expected',
  none: 'Nobody has come yet.',
  noneHint: 'The first scan starts the charts.',
} as const;

export const ALERT_WORDS = {
  title: 'Alerts',
  none: 'No alerts.',
  noneHint: 'What needs a person shows here by itself.',
  since: (time: string, span: string) => `${time}, for ${span}`,
  ended: (time: string) => `ended ${time}`,
  acknowledge: 'I look after it',
  acknowledgeAs: (name: string) => `${name} looks after it`,
  somebodyElse: 'Somebody else …',
  acknowledged: (name: string, time: string) => `${name} looks after it, since ${time}`,
  name: 'Your name',
  confirm: 'I look after it',
  cancel: 'Cancel',
  failed: (problem: string) => `Not noted: ${problem}`,
  showEach: 'Show each',
  hideEach: 'Hide each',
} as const;

/** The same at many gates. */
export const ALERT_GROUP_WORDS = {
  'gate-not-heard': (gates: string) => `${gates} gates are not heard.`,
  'gate-silent': (gates: string) => `${gates} gates scan nobody, while others do.`,
  'gate-on-its-own': (gates: string) => `${gates} gates were on their own.`,
  'gate-behind': (gates: string) => `The queues of ${gates} gates grow.`,
  'gate-id-shared': (gates: string) => `${gates} gate ids are used by two laptops each.`,
  'snapshot-old': (gates: string) => `The snapshots of ${gates} gates are old or not complete.`,
  'clock-off': (gates: string) => `The clocks of ${gates} gates differ from the database’s.`,
  'camera-failed': (gates: string) => `${gates} gates have no picture from their cameras.`,
  'on-battery': (gates: string) => `${gates} gates run on their batteries.`,
} as const satisfies Partial<Record<Alert['kind'], (gates: string) => string>>;

export const STANDING_WORDS = {
  well: 'Well',
  'catching-up': 'Catching up',
  'not-heard': 'Not heard',
  closed: 'Closed',
  'never-seen': 'Not seen yet',
} as const satisfies Record<GateOfNight['standing'], string>;

function lines(count: number): string {
  return count === 1 ? '1 line' : `${format.count(count)} lines`;
}

export const GATE_WORDS = {
  none: 'No gate has been heard of.',
  noneHint: 'Start the kiosks: each gate shows here with its first heartbeat.',
  lastMinute: 'last minute',
  perMinute: (count: string) => `${count} a minute`,
  answers: (p95: string) => `95 % within ${p95}`,
  noAnswers: 'no answers this minute',
  silent: (span: string) => `silent for ${span}`,
  queue: (count: number) => `${lines(count)} waiting`,
  setAside: (count: number) => `${lines(count)} set aside`,
  cameraFailed: 'No picture',
  battery: 'On battery',
  snapshotIncomplete: 'Snapshot incomplete',
  lastScan: (span: string) => `last scan ${span} ago`,
  noScan: 'no scan yet',
  count: (well: string, all: string) => `${well} of ${all} well`,
} as const;

export const TICKET_WORDS = {
  label: 'Name, end of the code, whole code or number',
  hint: 'Type at least two letters of a name, or scan the ticket.',
  searching: 'Looking …',
  none: (text: string) => `Nobody is found for “${text}”.`,
  noneHint: 'Try fewer letters, the last characters of the code, or the number of the ticket purchase.',
  more: (shown: string, all: string) => `${shown} of ${all}: type another letter.`,
  choose: 'Choose a ticket to see its whole history.',
  number: (id: number) => `no. ${id}`,
  gone: 'This ticket purchase is not in the database any more.',
  usedAt: (time: string, gate: string) => `Came in ${time}, gate ${gate}`,
  usedSomewhere: 'Marked as used, without time or gate: by another program.',
  unused: 'Not used yet',
  cancelled: 'Cancelled',
  notSold: 'Walk-in, not sold yet',
  attempts: 'Attempts',
  notAll: (shown: string, all: string) => `${shown} of ${all}: the newest, and every admission.`,
  noAttempts: 'Nobody has presented this ticket.',
  byGate: 'decided at the gate',
  byLead: 'lead’s word',
  byHand: 'written by hand',
  uncertain: (span: string) => `± ${span}`,
  took: (span: string) => `took ${span}`,
  retries: (count: number) => (count === 1 ? '1 more try' : `${count} more tries`),
  conflict: 'Admitted more than once: see the conflicts.',
} as const;

export const CHECK_WORDS = {
  run: 'Check now',
  running: 'Checking …',
  hint: 'Looks at the server, the database, the concert, the codes and the gates. It changes nothing and may be run at any time.',
  done: (time: string) => `Checked ${time}`,
  counts: (green: number, amber: number, red: number) => `${green} green, ${amber} amber, ${red} red`,
} as const;

export const CHECK_GROUP_WORDS = {
  server: 'Server',
  database: 'Database',
  concert: 'Concert',
  codes: 'Codes',
  gates: 'Gates',
  laptop: 'Laptop',
} as const satisfies Record<(typeof CHECK_GROUPS)[number], string>;
