import type { Readers } from '../cascade.ts';
import { createJsReader } from './zxing-js.ts';
import { createWasmReader, type WasmSource } from './zxing-wasm.ts';

/** The readers that can be had here, and why there is no wasm where there is none. Never rejects. */
export async function loadReaders(
  source: WasmSource,
): Promise<{ readonly readers: Readers; readonly wasmError: string | null }> {
  const js = createJsReader();
  try {
    return { readers: { wasm: await createWasmReader(source), js }, wasmError: null };
  } catch (error) {
    return { readers: { wasm: null, js }, wasmError: error instanceof Error ? error.message : String(error) };
  }
}
