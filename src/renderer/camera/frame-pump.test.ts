import { describe, expect, it } from 'vitest';
import type { FrameReading } from '../decoder/port.ts';
import { createFramePump, type FrameSource } from './frame-pump.ts';

const READING: FrameReading = { codes: [], hint: null, brightness: 100, durationMs: 4 };

/** A pump before a video that shows a picture when it is told to. */
function setUp(read: () => Promise<FrameReading | null>) {
  const logged: string[] = [];
  const readings: number[] = [];
  const counted = { reads: 0, pictures: 0 };
  let callback: VideoFrameRequestCallback | null = null;
  const video: FrameSource = {
    requestVideoFrameCallback: (next) => {
      callback = next;
      return 1;
    },
    cancelVideoFrameCallback: () => {
      callback = null;
    },
  };
  const pump = createFramePump({
    decoder: {
      read: () => {
        counted.reads += 1;
        return read();
      },
    },
    takeFrame: () => ({}) as VideoFrame,
    onPicture: () => {
      counted.pictures += 1;
    },
    onReading: (_reading, frameAtMs) => readings.push(frameAtMs),
    log: { info: () => undefined, warn: () => undefined, error: (message) => logged.push(message) },
  });
  const detach = pump.attach(video);
  /** Shows a picture and lets the decoder work. */
  async function showPicture(captureTime = 0): Promise<void> {
    callback?.(captureTime, { captureTime, presentationTime: 0, mediaTime: 0 } as VideoFrameCallbackMetadata);
    for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
  }
  return { logged, readings, counted, showPicture, detach };
}

describe('the frame pump', () => {
  it('hands over what each frame showed, with the time of its capture', async () => {
    const { readings, showPicture } = setUp(() => Promise.resolve(READING));
    await showPicture(100);
    await showPicture(133);
    expect(readings).toEqual([100, 133]);
  });

  it('drops frames while one is being read', async () => {
    const { counted, showPicture } = setUp(() => new Promise(() => undefined));
    await showPicture();
    await showPicture();
    await showPicture();
    expect(counted).toMatchObject({ reads: 1, pictures: 3 });
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

  it('ends with the element', async () => {
    const { counted, showPicture, detach } = setUp(() => Promise.resolve(READING));
    detach();
    await showPicture();
    expect(counted.pictures).toBe(0);
  });
});
