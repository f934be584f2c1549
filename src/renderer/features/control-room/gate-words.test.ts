import { describe, expect, it } from 'vitest';
import type { GateOfNight } from '#shared/night.ts';
import { headlineOf, inOrder, levelOf, onBoard, troublesOf } from './gate-words.ts';

const GATE: GateOfNight = {
  gateId: 'G1',
  name: 'North',
  operator: 'Mia',
  standing: 'well',
  silentMs: 2_000,
  lastAttemptAt: null,
  verdicts: {
    admitted: 0,
    'already-admitted': 0,
    'not-sold-yet': 0,
    cancelled: 0,
    'other-concert': 0,
    'not-open': 0,
    'unknown-code': 0,
  },
  attempts: 0,
  attemptsLastMinute: 0,
  recentMedianMs: null,
  recentP95Ms: null,
  undecided: 0,
  retries: 0,
  deadlocks: 0,
  pendingLines: 0,
  setAsideLines: 0,
  snapshotAgeMs: 1_000,
  isSnapshotComplete: true,
  clockOffsetMs: 0,
  clockUncertaintyMs: 5,
  camera: 'reading',
  power: 'mains',
  freeDiskBytes: null,
  programVersion: '1.0.0',
};

describe('a gate on the board', () => {
  it('is well, and says so', () => {
    expect([levelOf(GATE), headlineOf(GATE), troublesOf(GATE)]).toEqual(['well', 'Well', []]);
  });

  it.each([
    [{ camera: 'failed' }, 'No picture'],
    [{ power: 'battery' }, 'On battery'],
    [{ pendingLines: 3 }, '3 lines waiting'],
    [{ setAsideLines: 1 }, '1 line set aside'],
    [{ isSnapshotComplete: false }, 'Snapshot incomplete'],
  ] as const)('says in large letters what is the matter: %o', (change, words) => {
    const gate = { ...GATE, ...change };
    expect([levelOf(gate), headlineOf(gate)]).toEqual(['troubled', words]);
  });

  it('that is not heard is that before all else', () => {
    const gate = { ...GATE, standing: 'not-heard', camera: 'failed' } as const;
    expect([levelOf(gate), headlineOf(gate)]).toEqual(['lost', 'Not heard']);
  });

  it('that is closed or was never seen troubles nobody', () => {
    for (const standing of ['closed', 'never-seen'] as const) {
      expect(levelOf({ ...GATE, standing, power: 'battery' })).toBe('quiet');
    }
  });

  it('stands before the others where there are too many to look through and something is the matter with it', () => {
    const gates = [
      { ...GATE, gateId: 'G1' },
      { ...GATE, gateId: 'G2', standing: 'closed' },
      { ...GATE, gateId: 'G3', power: 'battery' },
      { ...GATE, gateId: 'G4', standing: 'not-heard' },
      ...Array.from({ length: 17 }, (_, index) => ({ ...GATE, gateId: `G${index + 5}` })),
    ] as const satisfies readonly GateOfNight[];
    const ids = (some: readonly GateOfNight[]) => onBoard(some).map(({ gateId }) => gateId);
    expect(ids(gates).slice(0, 4)).toEqual(['G4', 'G3', 'G1', 'G2']);
    expect(ids(gates.slice(0, 20)).slice(0, 4)).toEqual(['G1', 'G2', 'G3', 'G4']);
  });

  it('stands where people look for it', () => {
    const ids = ['G10', 'G2', 'B1', 'G1'].map((gateId) => ({ ...GATE, gateId }));
    expect(inOrder(ids).map(({ gateId }) => gateId)).toEqual(['B1', 'G1', 'G2', 'G10']);
  });
});
