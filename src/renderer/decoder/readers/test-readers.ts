import wasmUrl from 'zxing-wasm/reader/zxing_reader.wasm?url&inline';
import type { Readers } from '../cascade.ts';
import type { Reader } from './reader.ts';
import { createJsReader } from './zxing-js.ts';
import { createWasmReader, type WasmEffort } from './zxing-wasm.ts';

/** The wasm reader for tests, its bytes out of the bundle: there is no server to ask. */
export async function loadTestWasmReader(): Promise<Reader<WasmEffort>> {
  const answer = await fetch(wasmUrl);
  return createWasmReader({ bytes: new Uint8Array(await answer.arrayBuffer()) });
}

/** Both readers, as in the worker. */
export async function loadTestReaders(): Promise<Readers> {
  return { wasm: await loadTestWasmReader(), js: createJsReader() };
}
