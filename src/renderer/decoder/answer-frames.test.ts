import { describe, expect, it } from 'vitest';
import { createFrameAnswerer } from './answer-frames.ts';
import type { Cascade } from './cascade.ts';

const READING = { codes: [], hint: null, brightness: 100 };
const LUMA = { data: new Uint8Array(4), width: 2, height: 2 };

/** A frame that only knows whether it was closed. */
function createFrame(): { readonly frame: VideoFrame; readonly isClosed: () => boolean } {
  let isClosed = false;
  const frame = {
    close: () => {
      isClosed = true;
    },
  } as VideoFrame;
  return { frame, isClosed: () => isClosed };
}

describe("the worker's answer", () => {
  it('carries the number of the request and the time it took, and closes the frame', async () => {
    const cascade: Cascade = { readLuma: () => READING };
    let nowMs = 1_000;
    const answer = createFrameAnswerer(
      cascade,
      async () => {
        nowMs += 7;
        return LUMA;
      },
      () => nowMs,
    );
    const { frame, isClosed } = createFrame();
    expect(await answer({ kind: 'read', id: 3, frame })).toEqual({
      kind: 'reading',
      id: 3,
      reading: { ...READING, durationMs: 7 },
    });
    expect(isClosed()).toBe(true);
  });

  it('outlives a reader that throws and a frame that can not be copied, and closes both frames', async () => {
    let calls = 0;
    const cascade: Cascade = {
      readLuma: () => {
        calls += 1;
        if (calls === 1) throw new Error('memory access out of bounds');
        return READING;
      },
    };
    let isCopyable = true;
    const answer = createFrameAnswerer(
      cascade,
      async () => {
        if (!isCopyable) throw new TypeError('can not be copied');
        return LUMA;
      },
      () => 0,
    );
    const [first, second, third] = [createFrame(), createFrame(), createFrame()];
    const message = 'memory access out of bounds';
    expect(await answer({ kind: 'read', id: 1, frame: first.frame })).toEqual({
      kind: 'failed',
      id: 1,
      message,
    });
    isCopyable = false;
    expect(await answer({ kind: 'read', id: 2, frame: second.frame })).toMatchObject({
      kind: 'failed',
      id: 2,
    });
    isCopyable = true;
    expect(await answer({ kind: 'read', id: 3, frame: third.frame })).toMatchObject({
      kind: 'reading',
      id: 3,
    });
    expect([first, second, third].every(({ isClosed }) => isClosed())).toBe(true);
  });
});
