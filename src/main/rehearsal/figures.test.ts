import { expect, test } from 'vitest';
import { v7 as newAttemptId } from 'uuid';
import type { Account } from './account.ts';
import { figuresOf, pointsOf, type ScenarioFacts, type TimedAnswer } from './figures.ts';

const NOTHING: Account = { attempts: 0, admitted: 0, lost: 0, doubled: 0, conflicts: 0, findings: [] };

function shown(part: Partial<TimedAnswer['answer']> & { atMs?: number } = {}): TimedAnswer {
  const { atMs = 0, ...answer } = part;
  return {
    gateId: 'G1',
    code: 'code',
    atMs,
    answer: {
      attemptId: newAttemptId(),
      verdict: 'admitted',
      decidedBy: 'database',
      durationMs: 1,
      retries: 0,
      isRecalled: false,
      ...answer,
    },
  };
}

function facts(part: Partial<ScenarioFacts> = {}): ScenarioFacts {
  return {
    scenario: 'rush',
    startedAt: new Date('2026-06-01T17:00:00.000Z'),
    tookMs: 500,
    answers: [],
    accounts: { before: NOTHING, after: NOTHING },
    counters: { deadlocks: 0, lockWaits: 0 },
    outage: null,
    findings: [],
    ...part,
  };
}

test('a scenario’s figures are its own, not those of the scenarios before it', () => {
  const before = { ...NOTHING, admitted: 5, lost: 1, doubled: 1, conflicts: 2, findings: ['old'] };
  const after = { ...NOTHING, admitted: 8, lost: 1, doubled: 2, conflicts: 3, findings: ['old', 'new'] };
  const figures = figuresOf(facts({ accounts: { before, after } }));
  expect(figures).toMatchObject({
    admitted: 3,
    lost: 0,
    twice: 1,
    conflicts: 1,
    findings: ['new'],
    isPassed: false,
  });
});

test('its times, retries and rate come from what its gates printed', () => {
  const answers = [10, 20, 30, 400].map((durationMs) => shown({ durationMs, retries: 1 }));
  expect(figuresOf(facts({ answers }))).toMatchObject({
    isPassed: true,
    attempts: 4,
    retries: 4,
    attemptsPerSecond: 8,
    times: { medianMs: 20, maxMs: 400 },
  });
});

test('one without an answer has no times and no rate', () => {
  expect(figuresOf(facts({ tookMs: 0 }))).toMatchObject({ times: null, attemptsPerSecond: 0 });
});

test('amber screens and gates that went on their own are told, and are no failure', () => {
  const answers = [
    shown({ verdict: 'undecided', decidedBy: 'gate', cause: 'busy' }),
    shown({ decidedBy: 'emergency' }),
  ];
  const figures = figuresOf(facts({ answers }));
  expect(figures).toMatchObject({ isPassed: true, undecided: 1, onTheirOwn: 1 });
  expect(figures.remarks).toEqual([
    expect.stringContaining('1 screens were amber, and the code was scanned again (busy)'),
    expect.stringContaining('1 attempts were decided by gates on their own although no cable was pulled'),
  ]);
  const outage = { cutOffMs: 4_000, onlineAfterMs: 500, lines: 1, copies: 0 };
  expect(figuresOf(facts({ answers: answers.slice(1), outage })).remarks).toEqual([]);
});

test('a chart is told when each answer came, how long it took and who decided', () => {
  expect(pointsOf([shown({ atMs: 7, durationMs: 3, decidedBy: 'emergency' })])).toEqual([
    { atMs: 7, durationMs: 3, isOnItsOwn: true },
  ]);
});
