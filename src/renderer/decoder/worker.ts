/// <reference lib="webworker" />
import wasmUrl from 'zxing-wasm/reader/zxing_reader.wasm?url';
import { createFrameAnswerer } from './answer-frames.ts';
import { createCascade } from './cascade.ts';
import { createFrameLuma } from './frame-luma.ts';
import type { WorkerRequest, WorkerResponse } from './protocol.ts';
import { loadReaders } from './readers/load-readers.ts';

// The worker's composition root: frames come in, readings go out. The listener stands before anything is awaited, so that
// no frame is lost while the readers load.
const loading = loadReaders({ url: wasmUrl });
const answering = loading.then(({ readers }) =>
  createFrameAnswerer(createCascade(readers), createFrameLuma(), () => performance.now()),
);

function post(response: WorkerResponse): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker's port has one reader and no origin
  self.postMessage(response);
}

self.addEventListener('message', (event: MessageEvent<WorkerRequest>) => {
  void answering.then((answer) => answer(event.data)).then(post);
});

void loading.then(({ readers, wasmError }) =>
  post({
    kind: 'ready',
    readers: readers.wasm === null ? ['zxing-js'] : ['zxing-wasm', 'zxing-js'],
    wasmError,
  }),
);
