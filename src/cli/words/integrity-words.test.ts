import { expect, test } from 'vitest';
import { createLocalTime } from '#shared/local-time.ts';
import type { Fault, Integrity, RuleResult } from '#main/monitoring/integrity/integrity.ts';
import { INTEGRITY_RULES, type IntegrityRule } from '#main/monitoring/integrity/rules.ts';
import type { Paint } from '../terminal/paint.ts';
import { integrityLines } from './integrity-words.ts';

const paint: Paint = {
  level: (_level, text) => text,
  mark: (level) => `[${level}]`,
  heading: (text) => text,
  faint: (text) => text,
};
const linesOf = (integrity: Integrity): readonly string[] =>
  integrityLines(integrity, { paint, localTime: createLocalTime('UTC') });

const books = {
  sold: 4,
  walkIns: 2,
  walkInsSold: 1,
  cancelled: 1,
  admitted: 2,
  notArrived: 2,
  balances: true,
};

function rulesWith(changes: Partial<Record<IntegrityRule, Omit<RuleResult, 'rule'>>>): RuleResult[] {
  return (Object.keys(INTEGRITY_RULES) as IntegrityRule[]).map((rule) => ({
    rule,
    ...(changes[rule] ?? { state: 'holds', faults: [] }),
  }));
}

const good: Integrity = {
  at: '2026-12-18T23:30:00.000Z',
  concerts: [
    {
      concertId: 12,
      title: 'Winter\u001B[31m Gala',
      startsAt: '2026-12-18T20:00:00.000Z',
      kinds: [{ ...books, ticketId: 1, ticketKind: 'Standing' }],
      total: books,
      admittedWithoutPurchase: 0,
    },
  ],
  rules: rulesWith({}),
  settled: [],
  settledLines: [],
  logs: { files: ['/stick/G1.jsonl'], gateIds: ['G1'], lines: 3, notGiven: [] },
  holds: true,
};

test('books that hold: the equation with its numbers, every rule, and one sentence at the end', () => {
  const lines = linesOf(good);
  expect(lines.slice(0, 2)).toEqual([
    'Winter [31m Gala (concert 12, 2026-12-18 20:00:00 +00:00)',
    '  [green] Standing: 4 sold + 1 walk-ins sold - 1 cancelled = 2 admitted + 2 not arrived',
  ]);
  expect(lines.filter((line) => line.startsWith('[green]'))).toHaveLength(good.rules.length + 1);
  expect(lines.at(-2)).toBe('1 file of emergency logs of G1: 3 lines.');
  expect(lines.at(-1)).toContain('[green] The books hold: database and logs agree on everybody.');
});

test('several kinds stand in columns, with a line for all of them', () => {
  const kinds = [
    { ...books, ticketId: 1, ticketKind: 'Standing' },
    { ...books, ticketId: 2, ticketKind: null, sold: 1204, admitted: 1201, balances: false },
  ];
  const concerts = good.concerts.map((concert) => ({
    ...concert,
    kinds,
    total: { ...books, balances: false },
  }));
  expect(linesOf({ ...good, concerts }).slice(1, 4)).toEqual([
    '  [green] Standing:    4 sold + 1 walk-ins sold - 1 cancelled =    2 admitted + 2 not arrived',
    '  [red]   ticket 2: 1204 sold + 1 walk-ins sold - 1 cancelled ≠ 1201 admitted + 2 not arrived',
    '  [red]   All:         4 sold + 1 walk-ins sold - 1 cancelled ≠    2 admitted + 2 not arrived',
  ]);
});

test('a broken rule shows its rows with gate and time, not more than a person reads, and what to do', () => {
  const fault: Fault = {
    words: 'Ticket purchase 7 is used, and no attempt admitted it.',
    ticketPurchaseId: 7,
    attemptId: null,
    gateId: 'G2',
    at: '2026-12-18T19:00:00.000Z',
    logLine: null,
  };
  const faults = Array.from({ length: 25 }, () => fault);
  const rules = rulesWith({ 'used-without-attempt': { state: 'broken', faults } });
  const lines = linesOf({ ...good, rules, holds: false });
  expect(lines).toContain(
    '[red] Not so: every used ticket purchase has an attempt that admitted it (used-without-attempt)',
  );
  expect(
    lines.filter((line) => line.includes('G2, 2026-12-18 19:00:00 +00:00: Ticket purchase 7')),
  ).toHaveLength(20);
  expect(lines).toContain('    and 5 more: --json lists them all');
  expect(lines).toContain(`    → ${INTEGRITY_RULES['used-without-attempt'].advice}`);
  expect(lines.at(-1)).toContain(
    `The books do not hold: 1 of ${good.rules.length} rules is broken, 25 faults.`,
  );
});

test('what a person has closed is shown with its words, and is no fault', () => {
  const settledLines = [
    {
      setAsideId: 7,
      logLine: { logId: 'x', sequence: 3 },
      gateId: 'G1',
      attemptId: null,
      ticketPurchaseId: 7,
      reason: 'attempt-id-reused',
      closing: '2026-12-18T23:00:00.000Z Ada:\u001B[31m one guest',
    },
  ] as const;
  const lines = linesOf({ ...good, settledLines });
  expect(lines).toContain('Set aside, and settled by a person (1):');
  expect(lines).toContain(
    '  Number 7: gate G1, line 3 of log x. The database has another code under the same attempt id.',
  );
  expect(lines).toContain('    2026-12-18T23:00:00.000Z Ada: [31m one guest');
  expect(lines.at(-1)).toContain('[green] The books hold');
});

test('what nobody looked at is told, with the logs that are there to be fetched', () => {
  const rules = rulesWith({ 'log-gap': { state: 'not-looked-at', faults: [] } });
  const notGiven = [{ logId: 'x', gateId: 'G1', attempts: 2 }];
  const logs = { files: [], gateIds: [], lines: 0, notGiven };
  const lines = linesOf({ ...good, rules, logs });
  expect(lines).toContainEqual(
    expect.stringMatching(
      /\[amber\] Not looked at, because no emergency log was given: 1 rules.*G1 \(2 attempts\)/u,
    ),
  );
  expect(lines.at(-1)).toContain('[amber] The books hold, as far as they were looked at.');
});
