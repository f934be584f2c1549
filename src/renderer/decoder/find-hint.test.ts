import { describe, expect, it } from 'vitest';
import { drawFrame } from '../../../tools/bench/decoding/frames/draw-frame.ts';
import { findHint } from './find-hint.ts';
import type { Corners } from './reading.ts';
import { soften } from './retouch.ts';

/** A code's corners: a square of `side` pixels around the middle of a frame of 640 by 480. */
function square(side: number): Corners {
  const [left, top] = [320 - side / 2, 240 - side / 2];
  return [
    { x: left, y: top },
    { x: left + side, y: top },
    { x: left + side, y: top + side },
    { x: left, y: top + side },
  ];
}

const SHARP = drawFrame(640, 480, [{ text: 'TKT-1', centre: { x: 320, y: 240 }, modulePx: 8 }]);

describe('the hint', () => {
  it('is too small where modules have less than three pixels', () => {
    expect(findHint(SHARP, 120, [{ corners: square(25 * 2.5), modules: 25 }])).toBe('too-small');
  });

  it('is blurred where edges are washed out', () => {
    let blurred = { ...SHARP };
    for (let pass = 0; pass < 30; pass += 1) blurred = soften(blurred);
    const unread = [{ corners: square(21 * 8), modules: 21 }];
    expect(findHint(blurred, 120, unread)).toBe('blurred');
    expect(findHint(SHARP, 120, unread)).toBeNull();
  });

  it('goes by the largest code: the one that is held up', () => {
    const unread = [
      { corners: square(25 * 2), modules: 25 },
      { corners: square(21 * 8), modules: 21 },
    ];
    expect(findHint(SHARP, 120, unread)).toBeNull();
  });

  it('is too dark only where nothing was found', () => {
    expect(findHint(SHARP, 20, [])).toBe('too-dark');
    expect(findHint(SHARP, 120, [])).toBeNull();
    expect(findHint(SHARP, 20, [{ corners: square(50), modules: 25 }])).toBe('too-small');
  });

  it('does not take any three patterns for a code', () => {
    const [a, b, c, d] = square(40);
    expect(findHint(SHARP, 120, [{ corners: [a, { x: 4_000, y: b.y }, c, d], modules: 21 }])).toBeNull();
    expect(findHint(SHARP, 120, [{ corners: [a, b, a, b], modules: 21 }])).toBeNull();
    expect(findHint(SHARP, 120, [{ corners: square(40), modules: 177 }])).toBeNull();
  });
});
