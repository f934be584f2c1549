import { describe, expect, it } from 'vitest';
import type { FrameReading } from '../decoder/port.ts';
import { createFramePump } from './frame-pump.ts';

const READING: FrameReading = { codes: [], hint: null, brightness: 100, durationMs: 4 };

/** A pump on a track that gives a picture when it is told to. */
function setUp(read: () => Promise<FrameReading | null>) {
  const logged: string[] = [];
  const readings: number[] = [];
  const counted = { reads: 0, pictures: 0, closed: 0 };
  let nowMs = 0;
  let give: ReadableStreamDefaultController<VideoFrame> | null = null;
  const pump = createFramePump({
    decoder: {
      read: (frame) => {
        counted.reads += 1;
        frame.close();
        return read();
      },
    },
    openFrames: () =>
      new ReadableStream({
        start: (controller) => {
          give = controller;
        },
        cancel: () => {
          give = null;
        },
      }),
    nowMs: () => nowMs,
    onPicture: () => {
      counted.pictures += 1;
    },
    onReading: (_reading, frameAtMs) => readings.push(frameAtMs),
    log: { info: () => undefined, warn: () => undefined, error: (message) => logged.push(message) },
  });
  const detach = pump.attach({} as MediaStreamTrack);
  const frame = {
    close: () => {
      counted.closed += 1;
    },
  } as VideoFrame;
  /** Gives a picture and lets the decoder work. */
  async function showPicture(atMs = 0): Promise<void> {
    nowMs = atMs;
    give?.enqueue(frame);
    await settle();
  }
  return { logged, readings, counted, showPicture, detach };
}

/** Lets everything happen that waits for nothing else. */
function settle(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

describe('the frame pump', () => {
  it('hands over what each frame showed, with the time at which it came', async () => {
    const { readings, showPicture } = setUp(() => Promise.resolve(READING));
    await showPicture(100);
    await showPicture(133);
    expect(readings).toEqual([100, 133]);
  });

  it('reads the newest of the frames that came while one was being read, and closes the others', async () => {
    const reads: (() => void)[] = [];
    const { counted, readings, showPicture } = setUp(
      () => new Promise((resolve) => reads.push(() => resolve(READING))),
    );
    await showPicture(100);
    await showPicture(133);
    await showPicture(166);
    expect(counted).toEqual({ reads: 1, pictures: 3, closed: 2 });
    reads.shift()?.();
    await settle();
    reads.shift()?.();
    await settle();
    expect(readings).toEqual([100, 166]);
    expect(counted).toEqual({ reads: 2, pictures: 3, closed: 3 });
  });

  it('goes on after frames that cannot be read, and does not fill the log with them', async () => {
    let isBad = true;
    const { readings, logged, showPicture } = setUp(() =>
      isBad ? Promise.reject(new Error('bad frame')) : Promise.resolve(READING),
    );
    for (let frame = 0; frame < 100; frame += 1) await showPicture();
    isBad = false;
    await showPicture();
    expect(readings).toHaveLength(1);
    expect(logged.length).toBeLessThan(10);
  });

  it('takes a track that ended just before for a camera without pictures', () => {
    const logged: string[] = [];
    const pump = createFramePump({
      decoder: { read: () => Promise.resolve(READING) },
      openFrames: () => {
        throw new TypeError('Input track cannot be ended');
      },
      nowMs: () => 0,
      onPicture: () => undefined,
      onReading: () => undefined,
      log: { info: () => undefined, warn: (message) => logged.push(message), error: () => undefined },
    });
    const detach = pump.attach({} as MediaStreamTrack);
    expect(logged).toHaveLength(1);
    expect(detach).not.toThrow();
  });

  it('ends when it is detached, and keeps no frame', async () => {
    const { counted, showPicture, detach } = setUp(() => new Promise(() => undefined));
    await showPicture();
    await showPicture();
    detach();
    await settle();
    await showPicture();
    expect(counted).toEqual({ reads: 1, pictures: 2, closed: 2 });
  });
});
