import { meanBrightness, type Luma } from './luma.ts';
import type { FrameReading, ReadCode } from './reading.ts';
import type { Reader } from './readers/reader.ts';
import { JS_DEFAULT, type JsEffort } from './readers/zxing-js.ts';
import { WASM_DEFAULT, type WasmEffort } from './readers/zxing-wasm.ts';

/** The readers that work here; without wasm the JavaScript one goes on alone. */
export type Readers = { readonly wasm: Reader<WasmEffort> | null; readonly js: Reader<JsEffort> };

/** Reads frames one after another; keeps what earlier frames taught. */
export type Cascade = { readonly readLuma: (luma: Luma) => Omit<FrameReading, 'durationMs'> };

/** Joins the readers into one. */
export function createCascade({ wasm, js }: Readers): Cascade {
  function readLuma(luma: Luma): Omit<FrameReading, 'durationMs'> {
    const codes: readonly ReadCode[] = (
      wasm === null ? js.readGrey(luma, JS_DEFAULT) : wasm.readGrey(luma, WASM_DEFAULT)
    ).codes;
    return { codes, hint: null, brightness: meanBrightness(luma) };
  }
  return { readLuma };
}
