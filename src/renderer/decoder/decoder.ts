import type { Decoder, FrameReading, ReaderName } from './port.ts';
import type { WorkerRequest, WorkerResponse } from './protocol.ts';

/** The part of a worker that the decoder uses; a test has its own. */
export type DecoderWorker = {
  readonly postMessage: (request: WorkerRequest, transfer: Transferable[]) => void;
  readonly addEventListener: {
    (kind: 'message', listener: (event: MessageEvent<WorkerResponse>) => void): void;
    (kind: 'error' | 'messageerror', listener: (event: Event) => void): void;
  };
  readonly terminate: () => void;
};

export type DecoderOptions = {
  readonly startWorker?: () => DecoderWorker;
  /** The wasm is a megabyte, compiled at each start: seconds on a slow laptop. */
  readonly readyWithinMs?: number;
  /** A frame that takes longer than this has hung its worker; the slowest seen take a tenth. */
  readonly answerWithinMs?: number;
  /** Least time between two starts of a worker, so that one that can't start does not eat the machine. */
  readonly restartAfterMs?: number;
  /** Told why a reader, a frame or the worker failed, for the log. */
  readonly onTrouble?: (message: string) => void;
};

/** Frames in a row that may fail before the worker itself is taken to be what is broken. */
const FAILURES_UNTIL_RESTART = 10;

/** Vite finds the worker by this very expression. */
function startBundledWorker(): DecoderWorker {
  return new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'decoder' });
}

/** Starts the decoder's worker, and starts it again whenever it dies: a scanner must not go silent. */
export function createDecoder({
  startWorker = startBundledWorker,
  readyWithinMs = 20_000,
  answerWithinMs = 3_000,
  restartAfterMs = 1_000,
  onTrouble = () => {},
}: DecoderOptions = {}): Decoder {
  let worker: DecoderWorker | null = null;
  let pending: { readonly id: number; readonly settle: (reading: FrameReading | null) => void } | null = null;
  let lastId = 0;
  let troublesInARow = 0;
  let failuresInARow = 0;
  let isReady = false;
  let isClosed = false;
  let startWatchdog: ReturnType<typeof setTimeout> | undefined;
  const readersKnown = Promise.withResolvers<readonly ReaderName[]>();
  let readers = readersKnown.promise;

  /** A camera whose every frame fails must not fill the log: the 1st, 2nd, 4th, 8th ... trouble in a row is told. */
  function tell(message: string): void {
    troublesInARow += 1;
    if (Number.isInteger(Math.log2(troublesInARow))) onTrouble(message);
  }

  function settle(reading: FrameReading | null): void {
    const waiting = pending;
    pending = null;
    waiting?.settle(reading);
  }

  function start(): void {
    if (isClosed) return;
    const started = startWorker();
    worker = started;
    isReady = false;
    startWatchdog = setTimeout(() => restart("The decoder's worker did not start."), readyWithinMs);
    started.addEventListener('message', (event) => {
      if (worker === started) receive(event.data);
    });
    started.addEventListener('error', (event) => {
      event.preventDefault();
      if (worker === started) restart(`The decoder's worker died: ${describe(event)}`);
    });
    started.addEventListener('messageerror', () => {
      if (worker === started) restart("The decoder's worker sent what can't be read.");
    });
  }

  function restart(reason: string): void {
    tell(reason);
    stop();
    setTimeout(start, restartAfterMs);
  }

  function stop(): void {
    clearTimeout(startWatchdog);
    worker?.terminate();
    worker = null;
    settle(null);
  }

  function receive(response: WorkerResponse): void {
    switch (response.kind) {
      case 'ready':
        clearTimeout(startWatchdog);
        isReady = true;
        if (response.wasmError !== null) onTrouble(`Reading without wasm: ${response.wasmError}`);
        readersKnown.resolve(response.readers);
        readers = Promise.resolve(response.readers);
        return;
      case 'reading':
        troublesInARow = 0;
        failuresInARow = 0;
        if (pending?.id === response.id) settle(response.reading);
        return;
      case 'failed':
        tell(`A frame could not be read: ${response.message}`);
        if (pending?.id === response.id) settle(null);
        failuresInARow += 1;
        // A wasm that trapped once may go on trapping for ever: only a new worker has a new one.
        if (failuresInARow % FAILURES_UNTIL_RESTART === 0)
          restart("The decoder's worker fails on every frame.");
    }
  }

  async function read(frame: VideoFrame): Promise<FrameReading | null> {
    if (worker === null || !isReady || pending !== null) {
      frame.close();
      return null;
    }
    lastId += 1;
    const id = lastId;
    const answered = Promise.withResolvers<FrameReading | null>();
    pending = { id, settle: answered.resolve };
    const watchdog = setTimeout(() => {
      if (pending?.id === id) restart("The decoder's worker did not answer.");
    }, answerWithinMs);
    try {
      worker.postMessage({ kind: 'read', id, frame }, [frame]);
      return await answered.promise;
    } catch (error) {
      // A frame that was closed before it came here can't be sent.
      settle(null);
      tell(`A frame could not be sent: ${error instanceof Error ? error.message : String(error)}`);
      return null;
    } finally {
      clearTimeout(watchdog);
      // Empty already once it was transferred; closing twice is harmless.
      frame.close();
    }
  }

  function close(): void {
    isClosed = true;
    stop();
  }

  start();
  return { read, readers: () => readers, close };
}

function describe(event: Event): string {
  return 'message' in event && typeof event.message === 'string' ? event.message : 'no reason given';
}
