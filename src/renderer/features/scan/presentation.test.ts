import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { forgetPresentation, LEFT_VIEW_AFTER_MS, presentCodes } from './presentation.ts';

const ANY_ROOM = 100;

describe('the presentation of a code', () => {
  it('is taken once, however long it stays in view', () => {
    let taken = 0;
    let view = presentCodes(new Map(), [], 0, ANY_ROOM).inView;
    for (let atMs = 0; atMs < 60_000; atMs += 33) {
      const presented = presentCodes(view, ['A'], atMs, ANY_ROOM);
      view = presented.inView;
      taken += presented.fresh.length;
    }
    expect(taken).toBe(1);
  });

  it('is taken again only when it was away for longer than the limit', () => {
    const { inView } = presentCodes(new Map(), ['A'], 0, ANY_ROOM);
    expect(presentCodes(inView, ['A'], LEFT_VIEW_AFTER_MS, ANY_ROOM).fresh).toEqual([]);
    expect(presentCodes(inView, ['A'], LEFT_VIEW_AFTER_MS + 1, ANY_ROOM).fresh).toEqual(['A']);
  });

  it('is taken again at once when it was forgotten, and leaves the others alone', () => {
    const { inView } = presentCodes(new Map(), ['A', 'B'], 0, ANY_ROOM);
    expect(presentCodes(forgetPresentation(inView, 'A'), ['A', 'B'], 10, ANY_ROOM).fresh).toEqual(['A']);
  });

  it('waits for a later frame when there is no room, and is not lost', () => {
    const first = presentCodes(new Map(), ['A', 'B', 'C'], 0, 2);
    expect(first.fresh).toEqual(['A', 'B']);
    expect(presentCodes(first.inView, ['A', 'B', 'C'], 33, 2).fresh).toEqual(['C']);
  });

  it('is taken once when one frame holds the same code twice', () => {
    expect(presentCodes(new Map(), ['A', 'A'], 0, ANY_ROOM).fresh).toEqual(['A']);
  });

  it('is taken again exactly when the gap since its last reading exceeds the limit, for any frames', () => {
    const frames = fc.array(fc.record({ gapMs: fc.nat(3_000), codes: fc.subarray(['A', 'B', 'C']) }), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(frames, (list) => {
        const lastReadMs = new Map<string, number>();
        let view = presentCodes(new Map(), [], 0, ANY_ROOM).inView;
        let atMs = 0;
        for (const { gapMs, codes } of list) {
          atMs += gapMs;
          const presented = presentCodes(view, codes, atMs, ANY_ROOM);
          const expected = codes.filter((code) => {
            const before = lastReadMs.get(code);
            return before === undefined || atMs - before > LEFT_VIEW_AFTER_MS;
          });
          expect(presented.fresh).toEqual(expected);
          for (const code of codes) lastReadMs.set(code, atMs);
          view = presented.inView;
        }
      }),
    );
  });
});
