import { describe, expect, it } from 'vitest';
import { NO_EMERGENCY } from '#shared/gate-state.ts';
import { type LaptopFacts, laptopLines } from './laptop-lines.ts';

const snapshot = {
  takenAt: '2026-06-01T17:00:00.000Z',
  isComplete: true,
  isOld: false,
  ticketPurchases: 2_000,
};
const ALL_WELL: LaptopFacts = {
  freeBytes: 50e9,
  appends: { outcome: 'timed', medianMs: 0.4, p95Ms: 1.2 },
  power: 'mains',
  clock: { offsetMs: -40, uncertaintyMs: 3 },
  emergency: { ...NO_EMERGENCY, snapshot },
  hasLog: true,
  screen: { widthPx: 1_366, heightPx: 768 },
};

/** The lines that are not green, with these facts in place of the good ones. */
function notGreen(facts: Partial<LaptopFacts>): readonly string[] {
  return laptopLines({ ...ALL_WELL, ...facts })
    .filter(({ level }) => level !== 'green')
    .map(({ id, level }) => `${id} ${level}`);
}

describe('the lines of a laptop', () => {
  it('are all green, without advice, when all is well', () => {
    expect(notGreen({})).toEqual([]);
    expect(laptopLines(ALL_WELL).every(({ advice }) => advice === null)).toBe(true);
  });

  it.each<[string, Partial<LaptopFacts>, string]>([
    ['a disk that is nearly full', { freeBytes: 150e6 }, 'laptop-disk red'],
    ['a disk that fills up', { freeBytes: 1.5e9 }, 'laptop-disk amber'],
    ['a disk that tells nothing', { freeBytes: null }, 'laptop-disk amber'],
    ['a slow disk', { appends: { outcome: 'timed', medianMs: 30, p95Ms: 80 } }, 'laptop-append amber'],
    ['a sick disk', { appends: { outcome: 'timed', medianMs: 400, p95Ms: 900 } }, 'laptop-append red'],
    ['a disk that takes nothing', { appends: { outcome: 'failed', problem: 'ENOSPC' } }, 'laptop-append red'],
    [
      'a log that can’t be written',
      { emergency: { ...ALL_WELL.emergency, logProblem: 'log-disk-full' } },
      'laptop-log red',
    ],
    ['a gate without a concert', { hasLog: false }, 'laptop-log amber'],
    ['lines that wait', { emergency: { ...ALL_WELL.emergency, pendingLines: 3 } }, 'laptop-log amber'],
    ['no snapshot', { emergency: NO_EMERGENCY }, 'laptop-snapshot red'],
    [
      'half a snapshot',
      { emergency: { ...NO_EMERGENCY, snapshot: { ...snapshot, isComplete: false } } },
      'laptop-snapshot red',
    ],
    [
      'an old snapshot',
      { emergency: { ...NO_EMERGENCY, snapshot: { ...snapshot, isOld: true } } },
      'laptop-snapshot amber',
    ],
    ['a battery', { power: 'battery' }, 'laptop-power amber'],
    ['a plug that nobody tells of', { power: null }, 'laptop-power amber'],
    ['a clock that nobody compared', { clock: null }, 'laptop-clock amber'],
    ['a clock that is off', { clock: { offsetMs: 5_000, uncertaintyMs: 20 } }, 'laptop-clock amber'],
    ['a clock of another hour', { clock: { offsetMs: -3_600_000, uncertaintyMs: 20 } }, 'laptop-clock red'],
    ['a small screen', { screen: { widthPx: 1_024, heightPx: 600 } }, 'laptop-screen-size amber'],
  ])('tell of %s alone, and what to do', (_what, facts, wanted) => {
    expect(notGreen(facts)).toEqual([wanted]);
    const line = laptopLines({ ...ALL_WELL, ...facts }).find(({ level }) => level !== 'green');
    expect(line?.advice).toMatch(/\w/u);
  });

  it('do not blame a clock for what the measurement may be wrong by', () => {
    expect(notGreen({ clock: { offsetMs: 2_500, uncertaintyMs: 600 } })).toEqual([]);
  });

  it('say which way the clock is off', () => {
    const finding = (offsetMs: number) =>
      laptopLines({ ...ALL_WELL, clock: { offsetMs, uncertaintyMs: 5 } }).find(
        ({ id }) => id === 'laptop-clock',
      )?.finding;
    expect(finding(5_000)).toBe('5.0 s behind the database’s, give or take 5 ms.');
    expect(finding(-300)).toBe('300 ms ahead of the database’s, give or take 5 ms.');
  });
});
