import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type CodesInView,
  DECIDED_LEFT_VIEW_AFTER_MS,
  forgetPresentation,
  LEFT_VIEW_AFTER_MS,
  MOST_PER_READING_MS,
  noteDecision,
  notePresentation,
  NOTHING_IN_VIEW,
  presentCodes,
} from './presentation.ts';

const ANY_ROOM = 100;
const FRAME_MS = 100;

/** Readings of `codes` from `fromMs` until `untilMs`, and what of them was taken. */
function watch(view: CodesInView, codes: readonly string[], fromMs: number, untilMs: number) {
  const taken: string[] = [];
  let inView = view;
  for (let atMs = fromMs; atMs <= untilMs; atMs += FRAME_MS) {
    const presented = presentCodes(inView, codes, atMs, ANY_ROOM);
    inView = presented.inView;
    taken.push(...presented.fresh);
  }
  return { inView, taken };
}

describe('the presentation of a code', () => {
  it('is taken once, however long it stays in view', () => {
    expect(watch(NOTHING_IN_VIEW, ['A'], 0, 60_000).taken).toEqual(['A']);
  });

  it('is taken again only when readings lacked it for longer than the limit', () => {
    const { inView } = watch(NOTHING_IN_VIEW, ['A'], 0, 0);
    const almost = watch(inView, [], FRAME_MS, LEFT_VIEW_AFTER_MS).inView;
    expect(presentCodes(almost, ['A'], LEFT_VIEW_AFTER_MS + FRAME_MS, ANY_ROOM).fresh).toEqual([]);
    const gone = watch(inView, [], FRAME_MS, LEFT_VIEW_AFTER_MS + FRAME_MS).inView;
    expect(presentCodes(gone, ['A'], LEFT_VIEW_AFTER_MS + 2 * FRAME_MS, ANY_ROOM).fresh).toEqual(['A']);
  });

  it('is not taken again because nothing was read for a while', () => {
    const { inView } = watch(NOTHING_IN_VIEW, ['A'], 0, 0);
    expect(presentCodes(inView, ['A'], 20_000, ANY_ROOM).fresh).toEqual([]);
    const afterPause = presentCodes(inView, [], 20_000, ANY_ROOM).inView;
    expect(presentCodes(afterPause, ['A'], 20_033, ANY_ROOM).fresh).toEqual([]);
  });

  it('is remembered longer once it has had its verdict', () => {
    const { inView } = watch(NOTHING_IN_VIEW, ['A', 'B'], 0, 0);
    const away = watch(noteDecision(inView, 'A'), [], FRAME_MS, DECIDED_LEFT_VIEW_AFTER_MS).inView;
    const atMs = DECIDED_LEFT_VIEW_AFTER_MS + FRAME_MS;
    expect(presentCodes(away, ['A', 'B'], atMs, ANY_ROOM).fresh).toEqual(['B']);
    expect(presentCodes(watch(away, [], atMs, atMs).inView, ['A'], atMs, ANY_ROOM).fresh).toEqual(['A']);
  });

  it('is taken again at once when it was forgotten, and leaves the others alone', () => {
    const { inView } = watch(NOTHING_IN_VIEW, ['A', 'B'], 0, 0);
    expect(presentCodes(forgetPresentation(inView, 'A'), ['A', 'B'], 10, ANY_ROOM).fresh).toEqual(['A']);
  });

  it('is not taken from the camera when a scanner just brought it', () => {
    expect(presentCodes(notePresentation(NOTHING_IN_VIEW, 'A'), ['A'], 10, ANY_ROOM).fresh).toEqual([]);
  });

  it('waits for a later frame when there is no room, and is not lost', () => {
    const first = presentCodes(NOTHING_IN_VIEW, ['A', 'B', 'C'], 0, 2);
    expect(first.fresh).toEqual(['A', 'B']);
    expect(presentCodes(first.inView, ['A', 'B', 'C'], 33, 2).fresh).toEqual(['C']);
  });

  it('is taken once when one frame holds the same code twice', () => {
    expect(presentCodes(NOTHING_IN_VIEW, ['A', 'A'], 0, ANY_ROOM).fresh).toEqual(['A']);
  });

  it('is taken again exactly when the readings that lacked it cover more than the limit, for any frames', () => {
    const frames = fc.array(fc.record({ gapMs: fc.nat(3_000), codes: fc.subarray(['A', 'B', 'C']) }), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(frames, (list) => {
        const missedMs = new Map<string, number>();
        let view = NOTHING_IN_VIEW;
        let atMs = 0;
        for (const [index, { gapMs, codes }] of list.entries()) {
          atMs += gapMs;
          const coveredMs = index === 0 ? 0 : Math.min(gapMs, MOST_PER_READING_MS);
          const presented = presentCodes(view, codes, atMs, ANY_ROOM);
          const expected = codes.filter((code) => (missedMs.get(code) ?? Infinity) > LEFT_VIEW_AFTER_MS);
          expect(presented.fresh).toEqual(expected);
          for (const [code, missed] of missedMs) missedMs.set(code, missed + coveredMs);
          for (const code of codes) missedMs.set(code, 0);
          view = presented.inView;
        }
      }),
    );
  });
});
