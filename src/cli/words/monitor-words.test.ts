import { PassThrough } from 'node:stream';
import type { WriteStream } from 'node:tty';
import { expect, test } from 'vitest';
import { createLocalTime } from '#shared/local-time.ts';
import type { Alert, GateOfNight, Night } from '#shared/night.ts';
import { noVerdicts } from '#main/monitoring/night/verdict-counts.ts';
import { paintFor } from '../terminal/paint.ts';
import { describeLook, describeNight, screenLines } from './monitor-words.ts';

/** A pipe: no colours. */
const LOOK = {
  paint: paintFor(new PassThrough() as unknown as WriteStream),
  localTime: createLocalTime('Europe/Paris'),
  isPractice: false,
};
const AT = '2026-06-01T17:30:05.000Z';

function gate(gateId: string, changes: Partial<GateOfNight> = {}): GateOfNight {
  return {
    gateId,
    name: 'North door',
    operator: 'Ada',
    standing: 'well',
    silentMs: 2_000,
    lastAttemptAt: AT,
    verdicts: { ...noVerdicts(), admitted: 40, cancelled: 2 },
    attempts: 42,
    attemptsLastMinute: 7,
    recentMedianMs: 12,
    recentP95Ms: 31,
    undecided: 0,
    retries: 0,
    deadlocks: 0,
    pendingLines: 0,
    setAsideLines: 0,
    snapshotAgeMs: 1_000,
    isSnapshotComplete: true,
    clockOffsetMs: 3,
    clockUncertaintyMs: 2,
    camera: 'reading',
    power: 'mains',
    freeDiskBytes: null,
    programVersion: '1.0.0',
    ...changes,
  };
}

function alert(changes: Partial<Alert> = {}): Alert {
  return {
    key: 'on-battery:G1',
    kind: 'on-battery',
    level: 'amber',
    words: 'Gate G1 runs on its battery.',
    advice: 'Plug its power supply in, at both ends.',
    gateId: 'G1',
    since: '2026-06-01T17:29:00.000Z',
    endedAt: null,
    acknowledged: null,
    ...changes,
  };
}

function night(changes: Partial<Night> = {}): Night {
  return {
    at: AT,
    concert: {
      id: 3,
      title: 'Summer \u001B[2JNight',
      startsAt: null,
      entryOpensAt: null,
      entryClosesAt: null,
    },
    sold: 1_900,
    walkInsSold: 100,
    cancelled: 20,
    expected: 1_980,
    inside: 1_204,
    attempts: 1_300,
    attemptsLastMinute: 31,
    attemptsLastHour: 640,
    verdicts: { ...noVerdicts(), admitted: 1_204, 'unknown-code': 96 },
    recentTimes: { answers: 150, medianMs: 12, p95Ms: 34, p99Ms: 80, maxMs: 200 },
    times: { answers: 1_300, medianMs: 13, p95Ms: 40, p99Ms: 90, maxMs: 900 },
    retries: 4,
    deadlocks: 1,
    undecided: 2,
    server: {
      connections: 34,
      connectionLimit: 151,
      rowLockWaits: 12,
      rowLockWaitMs: 36,
      rowLockWaitsNow: 0,
      lookMs: 8.4,
    },
    arrivals: [],
    gates: [gate('G1')],
    alerts: [],
    openConflicts: 1,
    ...changes,
  };
}

test('a night in words has its figures, its gates, its alerts, and the local time with the zone', () => {
  const text = describeNight(
    night({ alerts: [alert({ acknowledged: { by: 'Grace', at: AT } }), alert({ key: 'b', endedAt: AT })] }),
    LOOK,
    Infinity,
  );
  expect(text.split('\n')).toEqual([
    'Summer  [2JNight (concert 3)  2026-06-01 19:30:05 +02:00',
    '',
    'Inside     1,204 of 1,980 expected, 776 still to come',
    'Tickets    sold 1,900, walk-ins sold 100, cancelled 20',
    'Scans      31 in the last minute, 640 in the last hour, 1,300 in all',
    'Verdicts   admitted 1,204, unknown code 96',
    'Answers    last five minutes: median 12 ms, p95 34, p99 80; all: median 13 ms, p95 40, p99 90',
    'Retries    4; deadlocks 1, undecided 2 (since the gates were started)',
    'Database   34 of 151 connections; row lock waits 12 (3.0 ms each), 0 now; this look took 8 ms',
    'Conflicts  1 open',
    '',
    'Gates',
    '   gate  standing  minute  scans  admitted  refused  p95 ms  queue    heard  camera   name',
    '✓  G1    well           7     42        40        2      31      0  2 s ago  reading  North door, Ada',
    '',
    'Alerts',
    '! 19:29:00  Gate G1 runs on its battery.',
    '            Plug its power supply in, at both ends.',
    '            Grace looks after it since 19:30:05.',
    '  19:29:00  Gate G1 runs on its battery. (ended 19:30:05)',
  ]);
});

test.each([
  [24, 80],
  [10, 60],
  [50, 200],
  [3, 20],
])('a hundred gates and forty alerts fit into %d rows, and what is left out is counted', (rows, columns) => {
  const crowded = night({
    gates: Array.from({ length: 100 }, (_, at) => gate(`G${at + 1}`)),
    alerts: Array.from({ length: 40 }, (_, at) => alert({ key: String(at) })),
  });
  const lines = screenLines({ outcome: 'night', night: crowded }, LOOK, { rows, columns });
  expect(lines.length).toBeLessThanOrEqual(Math.max(rows, 16));
  if (rows >= 24) {
    expect(lines.some((line) => /more gates: a higher window/u.test(line))).toBe(true);
    expect(lines.some((line) => /more lines of alerts/u.test(line))).toBe(true);
  }
});

test('a database that is away is said with cause and since when, above what was seen last', () => {
  const since = new Date(Date.now() - 65_000);
  const away = { outcome: 'away', cause: 'database-unreachable', since } as const;
  const [first, second, third, title] = screenLines({ ...away, lastNight: night() }, LOOK, {
    rows: 40,
    columns: 200,
  });
  expect(first).toMatch(/^✗ The database server cannot be reached\. Since .* \(1 min 5 s\)\.$/u);
  expect(second).toContain('The gates go on by themselves');
  expect([third, title?.slice(0, 6)]).toEqual(['What was seen last:', 'Summer']);
  expect(screenLines({ ...away, lastNight: null }, LOOK, { rows: 40, columns: 200 })).toHaveLength(4);
});

test('in a pipe an alert is told when it begins and when it ends, and not in between', () => {
  const going = { outcome: 'night', night: night({ alerts: [alert()] }) } as const;
  const ended = { outcome: 'night', night: night({ alerts: [alert({ endedAt: AT })] }) } as const;
  const news = (lines: readonly string[]): readonly string[] => lines.slice(1).map((line) => line.slice(26));
  expect(news(describeLook(going, [], LOOK))).toEqual([
    '  ALERT (amber) on-battery: Gate G1 runs on its battery. Plug its power supply in, at both ends.',
  ]);
  expect(news(describeLook(going, going.night.alerts, LOOK))).toEqual([]);
  expect(news(describeLook(ended, going.night.alerts, LOOK))).toEqual([
    '  ENDED on-battery: Gate G1 runs on its battery.',
  ]);
  expect(news(describeLook(ended, ended.night.alerts, LOOK))).toEqual([]);
  // Who begins to look does not care for what was over before.
  expect(news(describeLook(ended, [], LOOK))).toEqual([]);
});
