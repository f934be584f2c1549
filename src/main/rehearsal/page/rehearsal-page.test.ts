import { expect, test } from 'vitest';
import type { Rehearsal, ScenarioFigures } from '../rehearsal.ts';
import { rehearsalPage } from './rehearsal-page.ts';

const RUSH: ScenarioFigures = {
  scenario: 'rush',
  isPassed: true,
  startedAt: '2026-06-01T17:00:00.000Z',
  tookMs: 20_000,
  attempts: 2_000,
  admitted: 1_999,
  twice: 0,
  lost: 0,
  conflicts: 0,
  undecided: 0,
  onTheirOwn: 0,
  retries: 3,
  deadlocks: 1,
  lockWaits: 0,
  times: { answers: 2_000, medianMs: 8.25, p95Ms: 41, p99Ms: 90, maxMs: 200 },
  attemptsPerSecond: 100,
  outage: null,
  findings: [],
  remarks: [],
};
const OUTAGE: ScenarioFigures = {
  ...RUSH,
  scenario: 'outage',
  onTheirOwn: 280,
  outage: { cutOffMs: 5_100, onlineAfterMs: 600, lines: 280, copies: 5 },
};
const PASSED: Rehearsal = {
  isPassed: true,
  database: 'db.school.example:3306/admit_one_rehearsal',
  server: 'MySQL 9.7.4',
  gates: 10,
  tickets: 2_000,
  startedAt: '2026-06-01T17:00:00.000Z',
  endedAt: '2026-06-01T17:02:00.000Z',
  scenarios: [RUSH, OUTAGE],
  books: null,
  findings: [],
};
const POINTS = Array.from({ length: 100 }, (_, at) => ({
  atMs: at * 200,
  durationMs: at,
  isOnItsOwn: at % 3 === 0,
}));

test('the page has the verdict, the time with its zone, every figure and a chart of each scenario', () => {
  const page = rehearsalPage({ rehearsal: PASSED, points: new Map([['rush', POINTS]]) }, 'Europe/Berlin');
  for (const words of [
    'Rehearsal of 2026-06-01 19:00:00 +02:00',
    'The rehearsal passed: 10 gates, 2,000 tickets, MySQL 9.7.4',
    '1,999',
    '8.3 ms',
    'The cable was out for 5.1 s',
  ]) {
    expect(page).toContain(words);
  }
  expect(page.match(/<svg/gu)).toHaveLength(2);
  expect(page).toContain('by gates on their own');
});

test('the page asks no network for anything, runs no script and escapes what a server or a gate said', () => {
  const findings = ['G1 ended by itself (1): <img src=x onerror=alert(1)>'];
  const page = rehearsalPage({
    rehearsal: { ...PASSED, isPassed: false, findings },
    points: new Map([['rush', POINTS]]),
  });
  expect(page).toContain('The rehearsal failed');
  expect(page).toContain('&lt;img src=x');
  expect(page).not.toMatch(/<script|<img|<link|https?:\/\/(?!www\.w3\.org)/u);
});
