import type { LocalTime } from '#shared/local-time.ts';
import type {
  Books,
  ConcertBooks,
  Fault,
  Integrity,
  RuleResult,
} from '#main/monitoring/integrity/integrity.ts';
import { SET_ASIDE_REASONS } from '#main/emergency/replay/outcome.ts';
import { INTEGRITY_RULES } from '#main/monitoring/integrity/rules.ts';
import type { Paint } from '../terminal/paint.ts';
import { plainText } from '../terminal/plain-text.ts';
import { tableOf } from '../terminal/table.ts';

/** What verifying the books came to, in words for a terminal. */

export type IntegrityLook = { readonly paint: Paint; readonly localTime: LocalTime };

/** More than a person reads; `--json` has all of them. */
const MOST_FAULTS = 20;

/** All of it, line by line. */
export function integrityLines(integrity: Integrity, look: IntegrityLook): readonly string[] {
  const { rules, settled, settledLines, concerts } = integrity;
  const { paint } = look;
  return [
    ...concerts.flatMap((concert) => [...concertLines(concert, look), '']),
    ...rules.flatMap((result) => ruleLines(result, look)),
    ...notLookedAtLines(integrity, look),
    ...(settled.length === 0
      ? []
      : [
          '',
          paint.heading(`Admitted more than once, and settled by a person (${settled.length}):`),
          ...settled.flatMap(({ conflictId, ticketPurchaseId, sides, closings }) => [
            `  Conflict ${conflictId}: ticket purchase ${ticketPurchaseId}, ${sides} admissions`,
            ...closings.split('\n').map((closing) => paint.faint(`    ${plainText(closing)}`)),
          ]),
        ]),
    ...(settledLines.length === 0
      ? []
      : [
          '',
          paint.heading(`Set aside, and settled by a person (${settledLines.length}):`),
          ...settledLines.flatMap(({ setAsideId, logLine, gateId, reason, closing }) => [
            `  Number ${setAsideId}: gate ${plainText(gateId)}, line ${logLine.sequence} of log ${plainText(logLine.logId)}. ${SET_ASIDE_REASONS[reason]}`,
            paint.faint(`    ${plainText(closing)}`),
          ]),
        ]),
    '',
    ...logsLines(integrity),
    endLine(integrity, look),
  ];
}

function concertLines(
  { title, concertId, startsAt, kinds, total, admittedWithoutPurchase }: ConcertBooks,
  { paint, localTime }: IntegrityLook,
): readonly string[] {
  const when = startsAt === null ? '' : `, ${localTime(startsAt)}`;
  const rows = kinds.map((kind) =>
    equationCells(
      kind.ticketKind === null ? `ticket ${kind.ticketId}` : plainText(kind.ticketKind),
      kind,
      paint,
    ),
  );
  const all = kinds.length === 1 ? [] : [equationCells('All', total, paint)];
  return [
    `${paint.heading(plainText(title))} ${paint.faint(`(concert ${concertId}${when})`)}`,
    ...tableOf([...rows, ...all], { alignRight: [2, 4, 6, 8, 10], gap: ' ' }).map((row) => `  ${row}`),
    ...(admittedWithoutPurchase === 0
      ? []
      : [`  Besides, the lead let in ${admittedWithoutPurchase} without a ticket purchase.`]),
  ];
}

function equationCells(name: string, books: Books, paint: Paint): readonly string[] {
  const { sold, walkInsSold, cancelled, admitted, notArrived, balances } = books;
  const level = balances ? 'green' : 'red';
  return [
    paint.mark(level),
    `${name}:`,
    String(sold),
    'sold +',
    String(walkInsSold),
    'walk-ins sold -',
    String(cancelled),
    `cancelled ${paint.level(level, balances ? '=' : '≠')}`,
    String(admitted),
    'admitted +',
    String(notArrived),
    'not arrived',
  ];
}

function ruleLines({ rule, state, faults }: RuleResult, look: IntegrityLook): readonly string[] {
  const { holds, advice } = INTEGRITY_RULES[rule];
  const { paint } = look;
  if (state === 'not-looked-at') return [];
  if (state === 'holds') return [`${paint.mark('green')} ${holds}`];
  const left = faults.length - MOST_FAULTS;
  return [
    `${paint.mark('red')} ${paint.level('red', `Not so: ${holds.charAt(0).toLowerCase()}${holds.slice(1)}`)} ${paint.faint(`(${rule})`)}`,
    ...faults.slice(0, MOST_FAULTS).map((fault) => `    ${describeFault(fault, look)}`),
    ...(left > 0 ? [`    and ${left} more: --json lists them all`] : []),
    `    ${paint.level('red', '→')} ${advice}`,
  ];
}

function describeFault({ words, gateId, at, attemptId }: Fault, { localTime, paint }: IntegrityLook): string {
  const where = [...(gateId === null ? [] : [gateId]), ...(at === null ? [] : [localTime(at)])].join(', ');
  const which = attemptId === null ? '' : ` ${paint.faint(`attempt ${attemptId}`)}`;
  return `${where === '' ? '' : `${where}: `}${plainText(words)}${which}`;
}

function notLookedAtLines({ rules, logs }: Integrity, { paint }: IntegrityLook): readonly string[] {
  const untried = rules.filter(({ state }) => state === 'not-looked-at');
  if (untried.length === 0) return [];
  const known = logs.notGiven.map(({ gateId, attempts }) => `${gateId} (${attempts} attempts)`).join(', ');
  const wanted =
    known === ''
      ? 'The database knows of none.'
      : `The database knows of ${logs.notGiven.length}: ${known}. Fetch them from the laptops and name them.`;
  return [
    `${paint.mark('amber')} ${paint.level('amber', `Not looked at, because no emergency log was given: ${untried.length} rules about them.`)} ${wanted}`,
  ];
}

function logsLines({ logs }: Integrity): readonly string[] {
  const { files, gateIds, lines } = logs;
  if (files.length === 0) return [];
  const gates = gateIds.length === 0 ? '' : ` of ${gateIds.join(', ')}`;
  return [
    `${files.length} ${files.length === 1 ? 'file' : 'files'} of emergency logs${gates}: ${lines} lines.`,
  ];
}

function endLine({ rules, holds, at }: Integrity, { paint, localTime }: IntegrityLook): string {
  const when = paint.faint(`(the database as it was at ${localTime(at)})`);
  const broken = rules.filter(({ state }) => state === 'broken');
  const faults = broken.reduce((sum, rule) => sum + rule.faults.length, 0);
  if (!holds) {
    const words = `The books do not hold: ${broken.length} of ${rules.length} rules ${broken.length === 1 ? 'is' : 'are'} broken, ${faults} ${faults === 1 ? 'fault' : 'faults'}.`;
    return `${paint.mark('red')} ${paint.level('red', words)} ${when}`;
  }
  return rules.some(({ state }) => state === 'not-looked-at')
    ? `${paint.mark('amber')} ${paint.level('amber', 'The books hold, as far as they were looked at.')} ${when}`
    : `${paint.mark('green')} ${paint.level('green', 'The books hold: database and logs agree on everybody.')} ${when}`;
}
