import { expect, test } from 'vitest';
import type { ScenarioFigures } from '#main/rehearsal/rehearsal.ts';
import { describeOutage } from '#main/rehearsal/words.ts';
import { paintFor } from '../terminal/paint.ts';
import { describeRehearsal, describeScans, describeScenario } from './rehearsal-words.ts';

const PLAIN = paintFor(Object.assign(Object.create(process.stdout) as NodeJS.WriteStream, { isTTY: false }));
const FAILED: ScenarioFigures = {
  scenario: 'same-code',
  isPassed: false,
  startedAt: '2026-06-01T17:00:00.000Z',
  tookMs: 1_000,
  attempts: 1_000,
  admitted: 101,
  twice: 1,
  lost: 0,
  conflicts: 0,
  undecided: 0,
  onTheirOwn: 0,
  retries: 0,
  deadlocks: 0,
  lockWaits: 0,
  times: null,
  attemptsPerSecond: 1_000,
  outage: null,
  findings: ['REHEARSALx was admitted twice by the database itself'],
  remarks: [],
};

test('one conflict is one, and one ticket that was copied', () => {
  expect(describeScenario({ ...FAILED, conflicts: 1 })).toMatch(/ 0 lost, 1 conflict$/u);
  expect(describeScenario({ ...FAILED, conflicts: 2 })).toMatch(/ 2 conflicts$/u);
  const outage = { cutOffMs: 4_000, onlineAfterMs: 100, lines: 1, copies: 1 };
  expect(describeOutage({ ...FAILED, onTheirOwn: 1, outage })).toEqual([
    'The cable was out for 4.0 s. The gates decided 1 attempt on their own and were online again 0.1 s after the plug. All of their emergency logs went in (1 line).',
    '1 ticket was copied and shown at two gates that were cut off: it must be a conflict.',
  ]);
});

test('a rehearsal that failed says so first, marks the scenario, and ends with what is wrong', () => {
  const lines = describeRehearsal(
    {
      isPassed: false,
      database: '127.0.0.1:3306/x',
      server: 'MariaDB 10.11.6',
      gates: 10,
      tickets: 2_000,
      startedAt: '2026-06-01T17:00:00.000Z',
      endedAt: '2026-06-01T17:02:00.000Z',
      scenarios: [FAILED],
      books: {
        sold: 100,
        walkIns: 0,
        walkInsSold: 0,
        cancelled: 0,
        admitted: 101,
        notArrived: 0,
        balances: false,
      },
      findings: [],
    },
    PLAIN,
  ).split('\n');
  expect(lines[0]).toBe('The rehearsal failed: 10 gates, 2,000 tickets, MariaDB 10.11.6 (127.0.0.1:3306/x).');
  expect(lines).toContainEqual(expect.stringMatching(/^✗ same-code +1,000 +101 +1 /u));
  expect(lines).toContain(
    'The books do not balance: sold 100 + walk-ins sold 0 - cancelled 0 ≠ admitted 101 + not arrived 0.',
  );
  expect(lines.at(-1)).toBe('✗ same-code: REHEARSALx was admitted twice by the database itself');
});

test('how far it is fits on a line, and tells of gates on their own only when there are some', () => {
  const scans = {
    kind: 'scans',
    scenario: 'rush',
    answered: 1_204,
    planned: 2_000,
    admitted: 1_200,
    undecided: 0,
  } as const;
  expect(describeScans({ ...scans, onTheirOwn: 0 })).toBe('rush: 1,204 of 2,000 scans, 1,200 admitted');
  expect(describeScans({ ...scans, onTheirOwn: 7 })).toContain(', 7 by gates on their own');
});
