import type { Alert } from '#shared/night.ts';
import type { Condition, Rule } from './condition.ts';
import type { NightFacts } from './facts.ts';

/** What is kept of alerts from look to look. */
export type AlertBook = { readonly alerts: readonly KeptAlert[] };

/** An alert with the two that make it one. */
type KeptAlert = Omit<Alert, 'acknowledged'> & {
  readonly subject: string;
  readonly endedAtMs: number | null;
};

/** How long an alert that has ended is still shown. */
const SHOWN_AFTERWARDS_MS = 30 * 60_000;
/** What a key may be long: the column's width. */
const KEY_CHARACTERS = 190;

export const EMPTY_BOOK: AlertBook = { alerts: [] };

/** Judges a look by every rule: what begins, goes on and ends. */
export function turnPage(book: AlertBook, facts: NightFacts, rules: readonly Rule[]): AlertBook {
  const goingOn = new Map(
    book.alerts.filter(({ endedAtMs }) => endedAtMs === null).map((alert) => [slotOf(alert), alert]),
  );
  const conditions = rules.flatMap((rule) =>
    rule(facts, (kind, subject) => goingOn.has(slotOf({ kind, subject }))),
  );
  const now = conditions.map((condition) => toAlert(condition, goingOn.get(slotOf(condition))));
  const slots = new Set(now.map(slotOf));
  const keys = new Set(now.map(({ key }) => key));
  const over = book.alerts
    .filter((alert) => !keys.has(alert.key))
    // One that goes on under another key (a newer conflict) has not ended: it was replaced.
    .filter((alert) => alert.endedAtMs !== null || !slots.has(slotOf(alert)))
    .map((alert) => (alert.endedAtMs === null ? { ...alert, endedAtMs: facts.nowMs } : alert))
    .filter(({ endedAtMs }) => (endedAtMs ?? 0) > facts.nowMs - SHOWN_AFTERWARDS_MS);
  return { alerts: [...now, ...over] };
}

/**
 * As it is shown: what goes on before what has ended, of that what nobody looks after before the rest and red before amber; within
 * each the newest first. `acknowledgements` are by key.
 */
export function listAlerts(
  book: AlertBook,
  acknowledgements: ReadonlyMap<string, NonNullable<Alert['acknowledged']>>,
): Alert[] {
  const urgencyOf = ({ key, level, endedAtMs }: KeptAlert): number => {
    if (endedAtMs !== null) return 3;
    if (acknowledgements.has(key)) return 2;
    return level === 'red' ? 0 : 1;
  };
  return book.alerts
    .toSorted(
      (a, b) =>
        urgencyOf(a) - urgencyOf(b) ||
        (b.endedAtMs ?? Date.parse(b.since)) - (a.endedAtMs ?? Date.parse(a.since)) ||
        (a.key < b.key ? -1 : 1),
    )
    .map(({ subject: _subject, endedAtMs, ...alert }) => ({
      ...alert,
      endedAt: endedAtMs === null ? null : new Date(endedAtMs).toISOString(),
      acknowledged: acknowledgements.get(alert.key) ?? null,
    }));
}

function toAlert(condition: Condition, before: KeptAlert | undefined): KeptAlert {
  const { kind, subject, gateId, level, words, advice } = condition;
  const keeps = before !== undefined && condition.since.from === 'noticed';
  const since = keeps ? before.since : new Date(condition.since.atMs).toISOString();
  return {
    key: `${kind}:${subject}:${since}`.slice(0, KEY_CHARACTERS),
    kind,
    subject,
    gateId,
    level,
    words,
    advice,
    since,
    endedAt: null,
    endedAtMs: null,
  };
}

/** One alert of a kind about one subject. */
function slotOf({ kind, subject }: Pick<Condition, 'kind' | 'subject'>): string {
  return `${kind}:${subject}`;
}
