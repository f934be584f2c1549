import type { Page } from '@playwright/test';

/**
 * Makes the page's camera as fast as its decoder from the next load on: whenever a frame has been read, the camera's latest
 * picture comes again as a new frame. All else is as on the night: `VideoFrame`s of the real camera, the real worker, the
 * real screen.
 */
export async function feedFramesFast(page: Page): Promise<void> {
  await page.addInitScript(quickenCamera);
}

/** How many frames have been read since the page was loaded. */
export async function countFrames(page: Page): Promise<number> {
  return page.evaluate(() => Number(Reflect.get(globalThis, 'framesRead')));
}

/** Runs in the page, before anything of the page's own. */
function quickenCamera(): void {
  type Controller = ReadableStreamDefaultController<VideoFrame>;
  type Processor = new (init: { readonly track: MediaStreamTrack }) => {
    readonly readable: ReadableStream<VideoFrame>;
  };
  const NativeProcessor = Reflect.get(globalThis, 'MediaStreamTrackProcessor') as Processor;
  const NativeWorker = Worker;
  let latest: VideoFrame | null = null;
  let decoder: Controller | null = null;
  Reflect.set(globalThis, 'framesRead', 0);

  function feed(): void {
    if (latest !== null) decoder?.enqueue(latest.clone());
  }

  async function follow(frames: ReadableStreamDefaultReader<VideoFrame>): Promise<void> {
    for (;;) {
      const { value: frame } = await frames.read();
      if (frame === undefined) return;
      const isFirst = latest === null;
      latest?.close();
      latest = frame;
      // While the worker is still starting frames come back at once, unread: the camera's own pace is the pulse.
      if (isFirst || Number(Reflect.get(globalThis, 'framesRead')) === 0) feed();
    }
  }

  Reflect.set(
    globalThis,
    'MediaStreamTrackProcessor',
    class {
      readonly readable: ReadableStream<VideoFrame>;
      constructor({ track }: { readonly track: MediaStreamTrack }) {
        const frames = new NativeProcessor({ track }).readable.getReader();
        this.readable = new ReadableStream<VideoFrame>({
          start: (controller) => {
            decoder = controller;
            void follow(frames);
          },
          cancel: () => frames.cancel(),
        });
      }
    },
  );
  Reflect.set(
    globalThis,
    'Worker',
    class extends NativeWorker {
      constructor(url: string | URL, options?: WorkerOptions) {
        super(url, options);
        this.addEventListener('message', ({ data }: MessageEvent<{ readonly kind: string }>) => {
          if (data.kind !== 'reading') return;
          Reflect.set(globalThis, 'framesRead', Number(Reflect.get(globalThis, 'framesRead')) + 1);
          // After the page's own listeners: only then does the decoder take the next frame.
          setTimeout(feed, 0);
        });
      }
    },
  );
}
