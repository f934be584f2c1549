import type { Condition, Rule } from '../condition.ts';
import type { RecentAttempt } from '../facts.ts';
import { THRESHOLDS } from '../thresholds.ts';
import { countOf, listOf } from './gate-words.ts';

/** What people do: many gates at once, one code at several gates, more and more refusals. */

const SECOND_MS = 1_000;

const manyGatesAtOnce: Rule = ({ recent, nowMs }, isOn) => {
  const { gates, seconds, withinMs } = THRESHOLDS.atOnce;
  const bySecond = Map.groupBy(
    recent.filter(({ atMs }) => atMs > nowMs - withinMs),
    ({ atMs }) => Math.floor(atMs / SECOND_MS),
  );
  const busy = [...bySecond].flatMap(([second, attempts]) => {
    const atOnce = new Set(attempts.map(({ gateId }) => gateId)).size;
    return atOnce >= gates ? [{ second, atOnce }] : [];
  });
  if (busy.length < (isOn('many-gates-at-once', 'all') ? 1 : seconds)) return [];
  const most = Math.max(...busy.map(({ atOnce }) => atOnce));
  return [
    {
      kind: 'many-gates-at-once',
      subject: 'all',
      gateId: null,
      level: 'amber',
      words: `Many gates scan at the same time: up to ${most} in one second, in ${countOf(busy.length, 'second')} of the last minute.`,
      advice:
        'This is the rush that the system is made for. Watch the answers’ times and the row lock waits.',
      since: { from: 'noticed', atMs: Math.min(...busy.map(({ second }) => second)) * SECOND_MS },
    },
  ];
};

const oneCodeManyGates: Rule = ({ recent, nowMs, names }) =>
  codesAtManyGates(recent, nowMs).map(([presented, attempts]): Condition => {
    const ticketPurchaseId = attempts[0]?.ticketPurchaseId ?? null;
    const name = ticketPurchaseId === null ? null : (names.get(ticketPurchaseId) ?? null);
    const what =
      ticketPurchaseId === null
        ? 'One unknown code'
        : `Ticket purchase ${ticketPurchaseId}${name === null ? '' : ` (${name})`}`;
    const admittedAt = attempts.filter(({ verdict }) => verdict === 'admitted').map(({ gateId }) => gateId);
    const came =
      admittedAt.length === 0
        ? 'Nobody came in on it here.'
        : `Admitted at ${listOf([...new Set(admittedAt)])}.`;
    return {
      kind: 'one-code-many-gates',
      subject: presented,
      gateId: null,
      level: admittedAt.length > 1 ? 'red' : 'amber',
      words: `${what} was tried ${countOf(attempts.length, 'time')} at ${listOf(gatesOf(attempts))} within ${THRESHOLDS.oneCodeWithinMs / 60_000} minutes. ${came}`,
      advice:
        admittedAt.length > 1
          ? 'Two came in on one code: look at the conflict, and at who stands there.'
          : 'Somebody goes from door to door with one code, or a code was copied. Let the leads of these gates know.',
      since: { from: 'noticed', atMs: attempts[0]?.atMs ?? nowMs },
    };
  });

/** Ticket purchases that `oneCodeManyGates` will name. */
export function ticketPurchasesAtManyGates(
  recent: readonly RecentAttempt[],
  nowMs: number,
): readonly number[] {
  return codesAtManyGates(recent, nowMs).flatMap(([, [attempt]]) => attempt?.ticketPurchaseId ?? []);
}

/** What was presented at several gates, with all its attempts: those that were tried last. One pass finds them, since they are few. */
function codesAtManyGates(
  recent: readonly RecentAttempt[],
  nowMs: number,
): readonly (readonly [string, readonly RecentAttempt[]])[] {
  const within = recent.filter(({ atMs }) => atMs > nowMs - THRESHOLDS.oneCodeWithinMs);
  const gateOf = new Map<string, string>();
  const wanted = new Set<string>();
  for (const { presented, gateId } of within) {
    const first = gateOf.get(presented);
    if (first === undefined) gateOf.set(presented, gateId);
    else if (first !== gateId) wanted.add(presented);
  }
  const attempts = within.filter(({ presented }) => wanted.has(presented));
  return [...Map.groupBy(attempts, ({ presented }) => presented)]
    .toSorted(([, a], [, b]) => lastOf(b) - lastOf(a))
    .slice(0, THRESHOLDS.oneCodeMost);
}

const refusalsRising: Rule = ({ recent, attempts, refused, nowMs }, isOn) => {
  const limits = THRESHOLDS.refusals;
  const now = recent.filter(({ atMs }) => atMs > nowMs - limits.withinMs);
  const refusals = now.flatMap(({ verdict }) => (verdict === 'admitted' ? [] : [verdict]));
  const before = attempts - now.length;
  if (now.length < limits.attempts || before < limits.attemptsBefore) return [];
  const share = refusals.length / now.length;
  const shareBefore = Math.max(0, refused - refusals.length) / before;
  const wasOn = isOn('refusals-rising', 'all');
  const leastShare = wasOn ? limits.untilShare : limits.fromShare;
  const leastTimes = wasOn ? limits.untilTimes : limits.fromTimes;
  if (share < leastShare || share < shareBefore * leastTimes) return [];
  const [reason, same] = [...Map.groupBy(refusals, (verdict) => verdict)].toSorted(
    ([, a], [, b]) => b.length - a.length,
  )[0] ?? ['unknown-code' as const, []];
  return [
    {
      kind: 'refusals-rising',
      subject: 'all',
      gateId: null,
      level: 'amber',
      words: `Refusals rise: ${percent(share)} of the last five minutes’ attempts, ${percent(shareBefore)} before. Most: ${reason.replaceAll('-', ' ')} (${same.length} of ${refusals.length}).`,
      advice:
        'Not open: look at the concert’s entry times. Other concert or unknown code: has a batch of tickets gone wrong, or do people show last time’s? Not sold yet: are walk-ins sold at the door?',
      since: { from: 'noticed', atMs: nowMs },
    },
  ];
};

function gatesOf(attempts: readonly RecentAttempt[]): readonly string[] {
  return [...new Set(attempts.map(({ gateId }) => gateId))];
}

function lastOf(attempts: readonly RecentAttempt[]): number {
  return attempts.at(-1)?.atMs ?? 0;
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

export const CROWD_RULES: readonly Rule[] = [manyGatesAtOnce, oneCodeManyGates, refusalsRising];
