import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createDecoder, type DecoderWorker } from './decoder.ts';
import type { FrameReading } from './port.ts';
import type { WorkerRequest, WorkerResponse } from './protocol.ts';

const READING: FrameReading = { codes: [], hint: null, brightness: 90, durationMs: 4 };

type FakeWorker = DecoderWorker & {
  readonly requests: WorkerRequest[];
  readonly answer: (response: WorkerResponse) => void;
  readonly fail: (message: string) => void;
  isTerminated: boolean;
};

function createFakeWorker(): FakeWorker {
  const target = new EventTarget();
  const worker: FakeWorker = {
    requests: [],
    isTerminated: false,
    postMessage: (request) => worker.requests.push(request),
    addEventListener: (kind: string, listener: (event: never) => void) =>
      target.addEventListener(kind, listener as (event: Event) => void),
    terminate: () => {
      worker.isTerminated = true;
    },
    answer: (response) => target.dispatchEvent(new MessageEvent('message', { data: response })),
    fail: (message) =>
      target.dispatchEvent(Object.assign(new Event('error', { cancelable: true }), { message })),
  };
  return worker;
}

function createFrame(): { readonly frame: VideoFrame; readonly isClosed: () => boolean } {
  const close = vi.fn<() => void>();
  return { frame: { close } as unknown as VideoFrame, isClosed: () => close.mock.calls.length > 0 };
}

describe('the decoder', () => {
  let workers: FakeWorker[];
  let troubles: string[];

  beforeEach(() => {
    vi.useFakeTimers();
    workers = [];
    troubles = [];
  });
  afterEach(() => vi.useRealTimers());

  function start() {
    return createDecoder({
      startWorker: () => {
        const worker = createFakeWorker();
        workers.push(worker);
        return worker;
      },
      onTrouble: (message) => troubles.push(message),
    });
  }

  function ready(worker: FakeWorker | undefined): void {
    worker?.answer({ kind: 'ready', readers: ['zxing-wasm', 'zxing-js'], wasmError: null });
  }

  it('drops frames, closed, until its readers are there', async () => {
    const decoder = start();
    const early = createFrame();
    expect(await decoder.read(early.frame)).toBeNull();
    expect(early.isClosed()).toBe(true);
    ready(workers[0]);
    const reading = decoder.read(createFrame().frame);
    workers[0]?.answer({ kind: 'reading', id: 1, reading: READING });
    expect(await reading).toEqual(READING);
    expect(await decoder.readers()).toEqual(['zxing-wasm', 'zxing-js']);
  });

  it('drops a frame that comes while another one is read', async () => {
    const decoder = start();
    ready(workers[0]);
    const first = decoder.read(createFrame().frame);
    const second = createFrame();
    expect(await decoder.read(second.frame)).toBeNull();
    expect(second.isClosed()).toBe(true);
    workers[0]?.answer({ kind: 'reading', id: 1, reading: READING });
    expect(await first).toEqual(READING);
    expect(workers[0]?.requests.length).toBe(1);
  });

  it('goes on after a frame that could not be read', async () => {
    const decoder = start();
    ready(workers[0]);
    const bad = decoder.read(createFrame().frame);
    workers[0]?.answer({ kind: 'failed', id: 1, message: 'torn' });
    expect(await bad).toBeNull();
    const good = decoder.read(createFrame().frame);
    workers[0]?.answer({ kind: 'reading', id: 2, reading: READING });
    expect(await good).toEqual(READING);
    expect(workers.length).toBe(1);
  });

  it('starts a worker that died again, and reads on', async () => {
    const decoder = start();
    ready(workers[0]);
    const lost = decoder.read(createFrame().frame);
    workers[0]?.fail('out of memory');
    expect(await lost).toBeNull();
    expect(workers[0]?.isTerminated).toBe(true);
    expect(troubles).toEqual(["The decoder's worker died: out of memory"]);
    await vi.advanceTimersByTimeAsync(1_000);
    ready(workers[1]);
    const reading = decoder.read(createFrame().frame);
    workers[1]?.answer({ kind: 'reading', id: 2, reading: READING });
    expect(await reading).toEqual(READING);
  });

  it('ends a worker that hangs over a frame, and one that never starts', async () => {
    const decoder = start();
    ready(workers[0]);
    const hung = decoder.read(createFrame().frame);
    await vi.advanceTimersByTimeAsync(3_000);
    expect(await hung).toBeNull();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(workers.length).toBe(2);
    await vi.advanceTimersByTimeAsync(21_000);
    expect(workers[1]?.isTerminated).toBe(true);
    expect(workers.length).toBe(3);
  });

  it('starts anew when every frame fails, as it does once wasm has trapped, and does not tell of each', async () => {
    const decoder = start();
    ready(workers[0]);
    async function failFrames(worker: FakeWorker | undefined, count: number): Promise<void> {
      for (let frame = 0; frame < count; frame += 1) {
        const bad = decoder.read(createFrame().frame);
        worker?.answer({ kind: 'failed', id: worker.requests.at(-1)?.id ?? 0, message: 'trapped' });
        expect(await bad).toBeNull();
      }
    }
    await failFrames(workers[0], 9);
    expect(workers[0]?.isTerminated).toBe(false);
    await failFrames(workers[0], 1);
    expect(workers[0]?.isTerminated).toBe(true);
    expect(troubles.length).toBe(4);
    await vi.advanceTimersByTimeAsync(1_000);
    ready(workers[1]);
    const reading = decoder.read(createFrame().frame);
    workers[1]?.answer({ kind: 'reading', id: 11, reading: READING });
    expect(await reading).toEqual(READING);
    await failFrames(workers[1], 9);
    expect(workers[1]?.isTerminated).toBe(false);
  });

  it('takes no answer from a worker that it gave up', async () => {
    const decoder = start();
    ready(workers[0]);
    void decoder.read(createFrame().frame);
    workers[0]?.fail('gone');
    await vi.advanceTimersByTimeAsync(1_000);
    ready(workers[1]);
    let isSettled = false;
    const reading = decoder.read(createFrame().frame).finally(() => {
      isSettled = true;
    });
    workers[0]?.answer({ kind: 'reading', id: 2, reading: { ...READING, brightness: 1 } });
    await vi.advanceTimersByTimeAsync(1);
    expect(isSettled).toBe(false);
    workers[1]?.answer({ kind: 'reading', id: 2, reading: READING });
    expect(await reading).toEqual(READING);
  });

  it('says why it reads without wasm', async () => {
    const decoder = start();
    workers[0]?.answer({ kind: 'ready', readers: ['zxing-js'], wasmError: '404' });
    expect(await decoder.readers()).toEqual(['zxing-js']);
    expect(troubles).toEqual(['Reading without wasm: 404']);
  });

  it('answers null and starts nothing once it is closed', async () => {
    const decoder = start();
    ready(workers[0]);
    const open = decoder.read(createFrame().frame);
    decoder.close();
    expect(await open).toBeNull();
    expect(await decoder.read(createFrame().frame)).toBeNull();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(workers.length).toBe(1);
  });
});
