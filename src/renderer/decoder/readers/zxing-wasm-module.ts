/* oxlint-disable no-underscore-dangle -- Emscripten names its own functions so */
import type { Corners } from '../reading.ts';

/**
 * The low-level side of zxing-wasm, as far as it is used here: the library's types leave it to Emscripten's global ones,
 * and its own functions take RGBA only.
 */
export type WasmModule = {
  readonly _malloc: (bytes: number) => number;
  readonly _free: (pointer: number) => void;
  /** The wasm's memory; a new object each time it grows. */
  readonly HEAPU8: Uint8Array;
  readonly readBarcodesFromPixmap: (
    pointer: number,
    width: number,
    height: number,
    options: Readonly<Record<string, string | number | boolean>>,
  ) => WasmResults;
};

/** A list in the wasm's memory, to be deleted by hand. */
export type WasmResults = {
  readonly size: () => number;
  readonly get: (index: number) => WasmResult;
  readonly delete: () => void;
};

export type WasmResult = {
  readonly isValid: boolean;
  readonly symbology: string;
  readonly bytes: Uint8Array;
  readonly text: string;
  readonly position: {
    readonly topLeft: Corners[0];
    readonly topRight: Corners[0];
    readonly bottomRight: Corners[0];
    readonly bottomLeft: Corners[0];
  };
  /** The modules as they were sampled; of no width when it did not come to that. */
  readonly symbol: { readonly width: number };
};

/** Tells whether a loaded module is the one that these types describe. */
export function isWasmModule(module: unknown): module is WasmModule {
  return (
    typeof module === 'object' &&
    module !== null &&
    'readBarcodesFromPixmap' in module &&
    typeof module.readBarcodesFromPixmap === 'function' &&
    '_malloc' in module &&
    typeof module._malloc === 'function' &&
    '_free' in module &&
    typeof module._free === 'function' &&
    'HEAPU8' in module &&
    module.HEAPU8 instanceof Uint8Array
  );
}
