import { describe, expect, it } from 'vitest';
import { byHandLines, type Confirmed } from './by-hand-lines.ts';

const NOW = new Date('2026-06-01T17:00:00.000Z');
const AT = '2026-06-01T16:50:00.000Z';
const ALL_GOOD: Confirmed = {
  camera: { at: AT, answer: { what: 'camera', isGood: true, read: { inMs: 30, widthPx: 260 } } },
  loudspeaker: { at: AT, answer: { what: 'loudspeaker', isGood: true, volume: 1 } },
  screen: { at: AT, answer: { what: 'screen', isGood: true } },
};

function levels(confirmed: Confirmed, now = NOW): Record<string, string> {
  return Object.fromEntries(byHandLines(confirmed, now).map(({ id, level }) => [id, level]));
}

describe('what only a person can tell', () => {
  it('is amber until somebody has tried it', () => {
    expect(levels({})).toEqual({ camera: 'amber', loudspeaker: 'amber', screen: 'amber' });
    expect(byHandLines({}, NOW).every(({ at }) => at === null)).toBe(true);
  });

  it('is green once it was seen, heard and read', () => {
    expect(levels(ALL_GOOD)).toEqual({ camera: 'green', loudspeaker: 'green', screen: 'green' });
  });

  it('is amber again the next night', () => {
    expect(levels(ALL_GOOD, new Date('2026-06-02T16:55:00.000Z'))).toEqual({
      camera: 'amber',
      loudspeaker: 'amber',
      screen: 'amber',
    });
  });

  it('is red where it failed, however long ago', () => {
    const failed: Confirmed = {
      camera: { at: AT, answer: { what: 'camera', isGood: false, read: null } },
      loudspeaker: { at: AT, answer: { what: 'loudspeaker', isGood: false, volume: 1 } },
      screen: { at: AT, answer: { what: 'screen', isGood: false } },
    };
    expect(levels(failed, new Date('2026-06-09T17:00:00.000Z'))).toEqual({
      camera: 'red',
      loudspeaker: 'red',
      screen: 'red',
    });
  });

  it('tells of a volume of nothing', () => {
    const [, line] = byHandLines(
      { loudspeaker: { at: AT, answer: { what: 'loudspeaker', isGood: false, volume: 0 } } },
      NOW,
    );
    expect(line?.advice).toContain('volume 0');
  });

  it.each([
    ['slowly', { inMs: 1_500, widthPx: 260 }],
    ['small in the picture', { inMs: 30, widthPx: 60 }],
  ])('is amber where the camera read it %s', (_how, read) => {
    const camera = { at: AT, answer: { what: 'camera', isGood: true, read } } as const;
    expect(levels({ ...ALL_GOOD, camera })['camera']).toBe('amber');
  });
});
