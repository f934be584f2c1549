import { describe, expect, it } from 'vitest';
import { createReadingWatch, UNREAD_AFTER_MS } from './reading-watch.ts';

const FRAME_MS = 33;

function setUp() {
  let nowMs = 0;
  let stops = 0;
  const watch = createReadingWatch(
    () => nowMs,
    () => {
      stops += 1;
    },
  );
  /** Pictures for `durationMs`, read or not. */
  function film(durationMs: number, isRead: boolean): void {
    for (const untilMs = nowMs + durationMs; nowMs < untilMs; nowMs += FRAME_MS) {
      watch.pictureArrived();
      if (isRead) watch.readingArrived();
    }
  }
  return { film, pass: (durationMs: number) => (nowMs += durationMs), stops: () => stops };
}

describe('the watch over the decoder', () => {
  it('tells once when pictures come and are not read, and again only after a reading', () => {
    const { film, stops } = setUp();
    film(UNREAD_AFTER_MS - 100, false);
    expect(stops()).toBe(0);
    film(20_000, false);
    expect(stops()).toBe(1);
    film(100, true);
    film(UNREAD_AFTER_MS + 100, false);
    expect(stops()).toBe(2);
  });

  it('says nothing while pictures are read, nor when it is the camera that paused', () => {
    const { film, pass, stops } = setUp();
    film(20_000, true);
    film(3_000, false);
    pass(10_000);
    film(3_000, false);
    expect(stops()).toBe(0);
  });
});
