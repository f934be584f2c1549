import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createCascade } from '../../../src/renderer/decoder/cascade.ts';
import type { Luma } from '../../../src/renderer/decoder/luma.ts';
import { createJsReader, JS_DEFAULT } from '../../../src/renderer/decoder/readers/zxing-js.ts';
import { createWasmReader, WASM_DEFAULT } from '../../../src/renderer/decoder/readers/zxing-wasm.ts';

/** One way to read frames. */
export type Contestant = {
  readonly name: string;
  /** A reader that knows no earlier frame; `read` gives the texts of a frame. */
  readonly start: () => { readonly read: (luma: Luma) => readonly string[] };
};

/** Each library alone in its usual way, and ours with both and without wasm. */
export async function createContestants(): Promise<readonly [Contestant, ...Contestant[]]> {
  const wasmFile = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm');
  const wasm = await createWasmReader({ bytes: readFileSync(wasmFile) });
  const js = createJsReader();
  return [
    {
      name: 'zxing-wasm alone',
      start: () => ({ read: (luma) => textsOf(wasm.readGrey(luma, WASM_DEFAULT)) }),
    },
    {
      name: 'zxing-js alone',
      start: () => ({ read: (luma) => textsOf(js.readGrey(luma, JS_DEFAULT)) }),
    },
    ours('ours', { wasm, js }),
    ours('ours without wasm', { wasm: null, js }),
  ];
}

function textsOf({ codes }: { readonly codes: readonly { readonly text: string }[] }): readonly string[] {
  return codes.map((code) => code.text);
}

function ours(name: string, readers: Parameters<typeof createCascade>[0]): Contestant {
  return {
    name,
    start: () => {
      const cascade = createCascade(readers);
      return { read: (luma) => textsOf(cascade.readLuma(luma)) };
    },
  };
}
