import { formatSpan } from '#shared/span.ts';
import type { Alert, Night } from '#shared/night.ts';
import { UNDECIDED_CAUSES } from '#shared/undecided.ts';
import type { Look } from '#main/monitoring/night/keep-looking.ts';
import type { ScreenSize } from '../terminal/live-screen.ts';
import { plainText } from '../terminal/plain-text.ts';
import { alertLines, figureLines, gateLines, nightInOneLine, type NightLook } from './night-words.ts';

/** What `admit-one monitor` prints: once, on a live screen, or line by line. */

type Away = Extract<Look, { outcome: 'away' }>;

/** All of it, for a terminal's scroll or a file; `columns` Infinity: no line is broken. */
export function describeNight(night: Night, look: NightLook, columns: number): string {
  const { paint } = look;
  return [
    ...figureLines(night, look),
    '',
    paint.heading('Gates'),
    ...gateLines(night.gates, look),
    '',
    ...(night.alerts.length === 0
      ? [`${paint.mark('green')} No alerts.`]
      : [paint.heading('Alerts'), ...alertLines(night.alerts, look, columns)]),
  ].join('\n');
}

/** As much of it as a screen holds: figures, then alerts, then gates; what is left out is counted. */
export function screenLines(shown: Look, look: NightLook, { rows, columns }: ScreenSize): readonly string[] {
  const { paint } = look;
  const foot = paint.faint('q quits');
  if (shown.outcome === 'away' && shown.lastNight === null) return [...awayLines(shown, look), '', foot];
  const night = shown.outcome === 'night' ? shown.night : shown.lastNight;
  if (night === null) return [foot];
  const away =
    shown.outcome === 'away' ? [...awayLines(shown, look), paint.faint('What was seen last:')] : [];
  const head = [...away, ...figureLines(night, look), ''];
  const gates = gateLines(night.gates, look);
  const alerts =
    night.alerts.length === 0
      ? [`${paint.mark('green')} No alerts.`]
      : alertLines(night.alerts, look, columns);
  const room = rows - head.length - 2;
  // Half of it at the least for the gates, where there are so many.
  const forAlerts = Math.max(Math.ceil(room / 2), room - gates.length - 1);
  const cutAlerts = cut(alerts, forAlerts, 'lines of alerts', look);
  const cutGates = cut(gates, room - cutAlerts.length - 1, 'gates', look);
  return [...head, ...cutAlerts, '', ...cutGates, foot];
}

function cut(lines: readonly string[], room: number, what: string, { paint }: NightLook): readonly string[] {
  if (lines.length <= room) return lines;
  const kept = Math.max(0, room - 1);
  return [
    ...lines.slice(0, kept),
    paint.faint(`… and ${lines.length - kept} more ${what}: a higher window shows them`),
  ];
}

/** What is wrong with the database, since when, and what to do. */
function awayLines({ cause, since }: Away, { paint, localTime }: NightLook): readonly string[] {
  const { problem, advice } = UNDECIDED_CAUSES[cause];
  return [
    `${paint.mark('red')} ${paint.level('red', problem)} Since ${localTime(since)} (${formatSpan(Date.now() - since.getTime())}).`,
    `  ${advice} The gates go on by themselves, and so does this screen.`,
  ];
}

/** For a pipe: a line a look, and a line for each alert that begins or ends. `before` are the alerts of the look before. */
export function describeLook(shown: Look, before: readonly Alert[], look: NightLook): readonly string[] {
  const { localTime } = look;
  if (shown.outcome === 'away') {
    const { problem, advice } = UNDECIDED_CAUSES[shown.cause];
    return [`${localTime(new Date())}  No answer since ${localTime(shown.since)}: ${problem} ${advice}`];
  }
  const { night } = shown;
  const goingOn = new Set(before.filter(({ endedAt }) => endedAt === null).map(({ key }) => key));
  const news = night.alerts.flatMap((alert) => {
    const words = plainText(`${alert.kind}: ${alert.words}`);
    if (alert.endedAt === null) {
      return goingOn.has(alert.key)
        ? []
        : [`${localTime(night.at)}  ALERT (${alert.level}) ${words} ${plainText(alert.advice)}`];
    }
    return goingOn.has(alert.key) ? [`${localTime(night.at)}  ENDED ${words}`] : [];
  });
  return [nightInOneLine(night, look), ...news];
}

/** For a script: one document a look. */
export function lookAsJson(shown: Look, isPractice: boolean): string {
  if (shown.outcome === 'night') return JSON.stringify({ outcome: 'night', isPractice, night: shown.night });
  const { cause, since } = shown;
  return JSON.stringify({ outcome: 'away', cause, ...UNDECIDED_CAUSES[cause], since: since.toISOString() });
}
