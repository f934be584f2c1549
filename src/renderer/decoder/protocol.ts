import type { FrameReading, ReaderName } from './reading.ts';

/** What goes to the worker: one frame at a time, each with a number that its answer carries too. */
export type WorkerRequest = { readonly kind: 'read'; readonly id: number; readonly frame: VideoFrame };

/** What comes back. */
export type WorkerResponse =
  /** Once, when the readers are there; `wasmError` says why there is no wasm. */
  | { readonly kind: 'ready'; readonly readers: readonly ReaderName[]; readonly wasmError: string | null }
  | { readonly kind: 'reading'; readonly id: number; readonly reading: FrameReading }
  /** This frame could not be read; the worker goes on. */
  | { readonly kind: 'failed'; readonly id: number; readonly message: string };
