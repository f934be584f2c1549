import { describe, expect, test } from 'vitest';
import type { CheckedGate } from './gate-rows.ts';
import { differingSettings } from './gate-settings.ts';
import {
  judgeClocks,
  judgeConflicts,
  judgeHeard,
  judgeIds,
  judgeLaptops,
  judgePending,
  judgeSetAside,
  judgeSettings,
  judgeSnapshots,
  judgeVersions,
} from './judge-gates.ts';

const MINUTE_MS = 60_000;
const settingsOf = (admittedMs: number): string => JSON.stringify({ operator: '', screen: { admittedMs } });
const gate = (gateId: string, change: Partial<CheckedGate> = {}): CheckedGate => ({
  gateId,
  silentMs: 2_000,
  isClosed: false,
  isIdShared: false,
  programVersion: '1.2.3',
  clockOffsetMs: 12,
  clockUncertaintyMs: 5,
  pendingLines: 0,
  snapshotAgeMs: 3_000,
  isSnapshotComplete: true,
  camera: 'reading',
  power: 'mains',
  freeDiskBytes: 50_000_000_000,
  commonSettings: settingsOf(1_500),
  ...change,
});
const pair = (change: Partial<CheckedGate>): CheckedGate[] => [gate('G1'), gate('G2', change)];

test('two laptops under one id are red, by its name', () => {
  expect(judgeIds(pair({}))).toMatchObject({ level: 'green', finding: 'Each laptop has its own.' });
  expect(judgeIds([])).toMatchObject({ level: 'green', finding: 'No gate is on.' });
  expect(judgeIds(pair({ isIdShared: true }))).toMatchObject({
    level: 'red',
    finding: 'Two laptops run under one id: G2.',
  });
});

describe('gates that are on', () => {
  test('as many as wanted are green, too few amber', () => {
    expect(judgeHeard(pair({}), 2)).toMatchObject({ level: 'green', finding: '2 of 2 are on: G1, G2.' });
    expect(judgeHeard(pair({}), 3).level).toBe('amber');
    expect(judgeHeard([], 1).level).toBe('amber');
  });
  test('a silent one is amber even beyond the number, a closed one is at rest', () => {
    expect(judgeHeard([...pair({}), gate('G3', { silentMs: 3 * MINUTE_MS })], 2)).toMatchObject({
      level: 'amber',
      finding: '2 of 2 are on: G1, G2. Not on: G3 (silent for 3 min 0 s).',
    });
    expect(judgeHeard([...pair({}), gate('G3', { isClosed: true })], 2).level).toBe('green');
  });
});

test.each<
  [
    string,
    (gates: readonly CheckedGate[]) => { level: string; finding: string },
    Partial<CheckedGate>,
    string,
  ]
>([
  [
    'another version',
    (gates) => judgeVersions(gates, '1.2.3'),
    { programVersion: '1.2.2' },
    '1.2.3 on G1; 1.2.2 on G2',
  ],
  ['a snapshot that is not complete', judgeSnapshots, { isSnapshotComplete: false }, 'Not complete on G2'],
  ['no snapshot', judgeSnapshots, { isSnapshotComplete: null, snapshotAgeMs: null }, 'Not complete on G2'],
  ['an old snapshot', judgeSnapshots, { snapshotAgeMs: 7 * MINUTE_MS }, '7 min 2 s old on G2'],
  ['a clock that is off', judgeClocks, { clockOffsetMs: -65_000 }, 'G2 is 1 min 5 s ahead.'],
  ['a camera that fails', judgeLaptops, { camera: 'failed' }, 'The camera of G2 gives no picture.'],
  ['a battery', judgeLaptops, { power: 'battery' }, 'G2 is on its battery.'],
  ['a full disk', judgeLaptops, { freeDiskBytes: 400_000_000 }, 'G2 has 400 MB of disk left.'],
  ['lines that wait', judgePending, { pendingLines: 12 }, 'Lines wait at G2 (12).'],
])('%s is amber and names the gate; without it all is green', (_name, judge, change, words) => {
  expect(judge(pair({})).level).toBe('green');
  const judged = judge(pair(change));
  expect(judged.level).toBe('amber');
  expect(judged.finding).toContain(words);
});

test('a clock that is only badly measured is not called off', () => {
  expect(judgeClocks(pair({ clockOffsetMs: 2_500, clockUncertaintyMs: 900 })).level).toBe('green');
});

test('with no gate on, what gates say is no trouble', () => {
  for (const judge of [
    judgeVersions,
    judgeSettings,
    judgeSnapshots,
    judgeClocks,
    judgeLaptops,
    judgePending,
  ]) {
    expect(judge([]).level).toBe('green');
  }
});

test('a gate without a window or a power supply that tells says null, and that is well', () => {
  expect(judgeLaptops(pair({ camera: null, power: null, freeDiskBytes: null })).level).toBe('green');
});

test('settings that differ are named by their key, with the gates', () => {
  const other = settingsOf(900);
  expect(judgeSettings(pair({}))).toMatchObject({ level: 'green', finding: 'Alike on 2 gates.' });
  expect(judgeSettings(pair({ commonSettings: other }))).toMatchObject({
    level: 'amber',
    finding: 'screen.admittedMs: 1500 on G1, 900 on G2.',
  });
});

test('settings that another version lacks, or that nobody can read, are named too', () => {
  const of = (gateId: string, text: string) => ({ gateId, commonSettings: text });
  expect(differingSettings([of('G1', '{"a":1,"b":null}'), of('G2', '{"a":1}')])).toEqual([
    {
      key: 'b',
      values: [
        { value: 'null', gateIds: ['G1'] },
        { value: 'nothing', gateIds: ['G2'] },
      ],
    },
  ]);
  expect(differingSettings([of('G1', '{"a":1}'), of('G2', '{"a":')]).map(({ key }) => key)).toEqual([
    'a',
    'the settings',
  ]);
});

test('lines set aside and open conflicts are amber', () => {
  expect(judgeSetAside([]).level).toBe('green');
  expect(judgeSetAside(['G1', 'G2', 'G1'])).toMatchObject({
    level: 'amber',
    finding: '3 lines that could not go in, of G1 (2), G2 (1).',
  });
  expect(judgeConflicts(0).level).toBe('green');
  expect(judgeConflicts(2).level).toBe('amber');
});
