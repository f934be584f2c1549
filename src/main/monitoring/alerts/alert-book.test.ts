import { expect, test } from 'vitest';
import { EMPTY_BOOK, listAlerts, turnPage } from './alert-book.ts';
import type { Condition } from './condition.ts';
import { quietNight } from './fixtures/quiet-night.ts';

const NOBODY = new Map<string, { by: string; at: string }>();

function condition(changes: Partial<Condition> = {}): Condition {
  return {
    kind: 'on-battery',
    subject: 'G1',
    gateId: 'G1',
    level: 'amber',
    words: 'Gate G1 runs on its battery.',
    advice: 'Plug it in.',
    since: { from: 'noticed', atMs: 1_000 },
    ...changes,
  };
}

function look(book: typeof EMPTY_BOOK, nowMs: number, conditions: readonly Condition[]): typeof EMPTY_BOOK {
  return turnPage(book, { ...quietNight(nowMs), trail: [] }, [() => conditions]);
}

test('what was only noticed keeps the time at which it was noticed first', () => {
  const first = look(EMPTY_BOOK, 2_000, [condition()]);
  const second = look(first, 4_000, [condition({ since: { from: 'noticed', atMs: 3_000 }, level: 'red' })]);
  expect(listAlerts(second, NOBODY)).toMatchObject([
    { key: 'on-battery:G1:1970-01-01T00:00:01.000Z', since: '1970-01-01T00:00:01.000Z', level: 'red' },
  ]);
});

test('another fact is another alert, and the one before it has not ended but was replaced', () => {
  const fact = (atMs: number) => condition({ since: { from: 'fact', atMs } });
  const first = look(EMPTY_BOOK, 2_000, [fact(1_000)]);
  expect(listAlerts(look(first, 4_000, [fact(3_000)]), NOBODY)).toMatchObject([
    { key: 'on-battery:G1:1970-01-01T00:00:03.000Z', endedAt: null },
  ]);
});

test('an alert that comes again is another one, beside the one that ended', () => {
  const first = look(EMPTY_BOOK, 2_000, [condition()]);
  const ended = look(first, 4_000, []);
  const again = look(ended, 6_000, [condition({ since: { from: 'noticed', atMs: 5_000 } })]);
  expect(listAlerts(again, NOBODY)).toMatchObject([
    { since: '1970-01-01T00:00:05.000Z', endedAt: null },
    { since: '1970-01-01T00:00:01.000Z', endedAt: '1970-01-01T00:00:04.000Z' },
  ]);
});

test('one that comes again under its old key goes on: it is not there twice', () => {
  const fact = condition({ since: { from: 'fact', atMs: 1_000 } });
  const ended = look(look(EMPTY_BOOK, 2_000, [fact]), 4_000, []);
  expect(listAlerts(look(ended, 6_000, [fact]), NOBODY)).toMatchObject([{ endedAt: null }]);
});

test('those that go on come first, the newest before the older', () => {
  const early = condition({ subject: 'G1' });
  const late = condition({ subject: 'G2', since: { from: 'noticed', atMs: 5_000 } });
  const gone = condition({ subject: 'G3', since: { from: 'noticed', atMs: 9_000 } });
  const book = look(look(EMPTY_BOOK, 10_000, [early, late, gone]), 12_000, [early, late]);
  expect(listAlerts(book, NOBODY).map(({ key }) => key.split(':')[1])).toEqual(['G2', 'G1', 'G3']);
});

test('of those that go on the worst that nobody looks after come first, and who is looked after comes last', () => {
  const at = (subject: string, atMs: number, level: 'amber' | 'red') =>
    condition({ subject, level, since: { from: 'fact', atMs } });
  const conditions = [
    at('amber-old', 1_000, 'amber'),
    at('amber-new', 7_000, 'amber'),
    at('red-taken', 8_000, 'red'),
    at('amber-taken', 9_000, 'amber'),
    at('red-old', 2_000, 'red'),
    at('red-new', 3_000, 'red'),
    at('red-gone', 9_500, 'red'),
  ];
  const book = look(look(EMPTY_BOOK, 10_000, conditions), 12_000, conditions.slice(0, -1));
  const by = { by: 'Grace', at: '1970-01-01T00:00:12.000Z' };
  const taken = new Map([
    ['on-battery:red-taken:1970-01-01T00:00:08.000Z', by],
    ['on-battery:amber-taken:1970-01-01T00:00:09.000Z', by],
  ]);
  expect(listAlerts(book, taken).map(({ key }) => key.split(':')[1])).toEqual([
    'red-new',
    'red-old',
    'amber-new',
    'amber-old',
    'amber-taken',
    'red-taken',
    'red-gone',
  ]);
});

test('whoever looks after an alert is named with it, and with no other', () => {
  const book = look(EMPTY_BOOK, 2_000, [condition(), condition({ subject: 'G2' })]);
  const seen = new Map([
    ['on-battery:G2:1970-01-01T00:00:01.000Z', { by: 'Grace', at: '1970-01-01T00:00:02.000Z' }],
  ]);
  expect(listAlerts(book, seen).map(({ acknowledged }) => acknowledged?.by)).toEqual([undefined, 'Grace']);
});

test('a key fits into its column, however long the subject', () => {
  const [alert] = listAlerts(look(EMPTY_BOOK, 2_000, [condition({ subject: 'x'.repeat(300) })]), NOBODY);
  expect(alert?.key).toHaveLength(190);
});
