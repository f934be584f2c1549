import { formatSpan } from '#shared/span.ts';
import type { LocalTime } from '#shared/local-time.ts';
import type { Alert, GateOfNight, Night, ResponseTimes } from '#shared/night.ts';
import { DECIDED_VERDICTS, toneOf } from '#shared/verdict.ts';
import type { Level, Paint } from '../terminal/paint.ts';
import { plainText } from '../terminal/plain-text.ts';
import { tableOf } from '../terminal/table.ts';
import { wrapText } from '../terminal/wrap-text.ts';

/** A night in words, for a terminal. */

export type NightLook = {
  readonly paint: Paint;
  readonly localTime: LocalTime;
  readonly isPractice: boolean;
};

const number = new Intl.NumberFormat('en-GB');

/** Concert, counts, answers, database: what stands above everything else. */
export function figureLines(night: Night, { paint, localTime, isPractice }: NightLook): readonly string[] {
  const { concert, server } = night;
  const title = concert === null ? 'No concert' : `${plainText(concert.title)} (concert ${concert.id})`;
  const practice = isPractice && concert?.title.includes('(practice)') !== true ? ' · practice' : '';
  const verdicts = DECIDED_VERDICTS.filter((verdict) => night.verdicts[verdict] > 0).map(
    (verdict) => `${verdict.replaceAll('-', ' ')} ${countOf(night.verdicts[verdict])}`,
  );
  const waits = server.rowLockWaits === 0 ? 0 : server.rowLockWaitMs / server.rowLockWaits;
  const rows: [string, string][] = [
    [
      'Inside',
      `${paint.heading(countOf(night.inside))} of ${countOf(night.expected)} expected, ${countOf(Math.max(0, night.expected - night.inside))} still to come`,
    ],
    [
      'Tickets',
      `sold ${countOf(night.sold)}, walk-ins sold ${countOf(night.walkInsSold)}, cancelled ${countOf(night.cancelled)}`,
    ],
    [
      'Scans',
      `${paint.heading(countOf(night.attemptsLastMinute))} in the last minute, ${paint.heading(countOf(night.attemptsLastHour))} in the last hour, ${countOf(night.attempts)} in all`,
    ],
    ['Verdicts', verdicts.length === 0 ? 'none yet' : verdicts.join(', ')],
    ['Answers', `last five minutes: ${describeTimes(night.recentTimes)}; all: ${describeTimes(night.times)}`],
    [
      'Retries',
      `${countOf(night.retries)}; deadlocks ${countOf(night.deadlocks)}, undecided ${countOf(night.undecided)} (since the gates were started)`,
    ],
    [
      'Database',
      `${countOf(server.connections)} of ${countOf(server.connectionLimit)} connections; row lock waits ${countOf(server.rowLockWaits)} (${waits.toFixed(1)} ms each), ${countOf(server.rowLockWaitsNow)} now; this look took ${Math.round(server.lookMs)} ms`,
    ],
    ['Conflicts', night.openConflicts === 0 ? 'none open' : `${countOf(night.openConflicts)} open`],
  ];
  return [
    `${paint.heading(title)}${practice}  ${paint.faint(localTime(night.at))}`,
    '',
    ...tableOf(rows.map(([what, finding]) => [paint.faint(what), finding])),
  ];
}

function describeTimes(times: ResponseTimes): string {
  if (times === null) return 'none';
  return `median ${Math.round(times.medianMs)} ms, p95 ${Math.round(times.p95Ms)}, p99 ${Math.round(times.p99Ms)}`;
}

/** Where an alert's words begin: behind its mark and its time. */
const ALERT_INDENT = ' '.repeat(12);

/** Every alert with what to do about it, those that go on first; in so many columns, if they are limited. */
export function alertLines(
  alerts: readonly Alert[],
  { paint, localTime }: NightLook,
  columns = Infinity,
): readonly string[] {
  const wrap = (text: string): readonly string[] => wrapText(plainText(text), columns - ALERT_INDENT.length);
  return alerts.flatMap((alert) => {
    const at = timeOf(alert.since, localTime);
    if (alert.endedAt !== null) {
      const [first = '', ...rest] = wrap(`${alert.words} (ended ${timeOf(alert.endedAt, localTime)})`);
      return [`  ${at}  ${first}`, ...rest.map((line) => ALERT_INDENT + line)].map(paint.faint);
    }
    const [first = '', ...rest] = wrap(alert.words).map((line) => paint.level(alert.level, line));
    const { acknowledged } = alert;
    const seen =
      acknowledged === null
        ? []
        : wrap(`${acknowledged.by} looks after it since ${timeOf(acknowledged.at, localTime)}.`).map(
            paint.faint,
          );
    return [
      `${paint.mark(alert.level)} ${at}  ${first}`,
      ...[...rest, ...wrap(alert.advice), ...seen].map((line) => ALERT_INDENT + line),
    ];
  });
}

const STANDINGS = {
  well: ['green', 'well'],
  'catching-up': ['amber', 'catching up'],
  'not-heard': ['red', 'not heard'],
  closed: [null, 'closed'],
  'never-seen': [null, 'not seen tonight'],
} as const satisfies Record<GateOfNight['standing'], readonly [Level | null, string]>;

const GATE_COLUMNS = [
  '',
  'gate',
  'standing',
  'minute',
  'scans',
  'admitted',
  'refused',
  'p95 ms',
  'queue',
  'heard',
  'camera',
  'name',
];
const NUMBER_COLUMNS = [3, 4, 5, 6, 7, 8, 9];

/** A head and a line a gate. */
export function gateLines(gates: readonly GateOfNight[], { paint }: NightLook): readonly string[] {
  if (gates.length === 0) return [paint.faint('No gates yet.')];
  const rows = gates.map((gate) => {
    const [level, standing] = STANDINGS[gate.standing];
    const admitted = gate.verdicts.admitted;
    return [
      level === null ? '-' : paint.mark(level),
      gate.gateId,
      level === null ? standing : paint.level(level, standing),
      countOf(gate.attemptsLastMinute),
      countOf(gate.attempts),
      countOf(admitted),
      countOf(gate.attempts - admitted),
      gate.recentP95Ms === null ? '' : countOf(gate.recentP95Ms),
      countOf(gate.pendingLines),
      gate.silentMs === null || gate.standing === 'never-seen' ? '' : `${formatSpan(gate.silentMs)} ago`,
      gate.camera ?? '',
      [gate.name ?? '', gate.operator]
        .filter((word) => word !== '')
        .map(plainText)
        .join(', '),
    ];
  });
  const [head = '', ...lines] = tableOf([GATE_COLUMNS, ...rows], { alignRight: NUMBER_COLUMNS });
  return [paint.faint(head), ...lines];
}

/** A look in one line, for a pipe. */
export function nightInOneLine(night: Night, { localTime, isPractice }: NightLook): string {
  const heard = night.gates.filter(
    ({ standing }) => standing === 'well' || standing === 'catching-up',
  ).length;
  const alerts = night.alerts.filter(({ endedAt }) => endedAt === null).length;
  const refused = DECIDED_VERDICTS.reduce(
    (sum, verdict) => sum + (toneOf(verdict) === 'refused' ? night.verdicts[verdict] : 0),
    0,
  );
  return [
    `${localTime(night.at)}${isPractice ? '  (practice)' : ''}  inside ${night.inside} of ${night.expected}`,
    `scans ${night.attempts} (${refused} refused), ${night.attemptsLastMinute} in the last minute, ${night.attemptsLastHour} in the last hour`,
    `answers ${night.recentTimes === null ? 'none' : `p95 ${Math.round(night.recentTimes.p95Ms)} ms`}`,
    `${heard} of ${night.gates.length} gates heard`,
    `connections ${night.server.connections} of ${night.server.connectionLimit}, row lock waits ${night.server.rowLockWaits}`,
    `${alerts} ${alerts === 1 ? 'alert' : 'alerts'}`,
  ].join('; ');
}

function timeOf(instant: string, localTime: LocalTime): string {
  return localTime(instant).slice(11, 19);
}

function countOf(count: number): string {
  return number.format(count);
}
