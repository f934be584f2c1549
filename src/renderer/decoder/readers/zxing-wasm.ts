/* oxlint-disable no-underscore-dangle -- Emscripten names its own functions so */
import { prepareZXingModule } from 'zxing-wasm/reader';
import { isWhole, type Luma } from '../luma.ts';
import type { Corners, ReadCode } from '../reading.ts';
import { isUtf8 } from '../utf8.ts';
import { NOTHING_FOUND, type Found, type Reader, type UnreadCode } from './reader.ts';
import { isWasmModule, type WasmModule, type WasmResult, type WasmResults } from './zxing-wasm-module.ts';

/** What the reader may spend on one picture. */
export type WasmEffort = {
  /** Also looks for light modules on dark. */
  readonly isInvertedToo: boolean;
  /** Also looks at the picture at this fraction of its size (2, 3 or 4), or not at all. */
  readonly downscale: 2 | 3 | 4 | null;
  /** Also looks after closing small holes. */
  readonly isDenoisedToo: boolean;
  /** Threshold from each pixel's surroundings, or one for the picture. */
  readonly threshold: 'local' | 'global';
};

/** The library's own defaults. */
export const WASM_DEFAULT: WasmEffort = {
  isInvertedToo: true,
  downscale: 3,
  isDenoisedToo: false,
  threshold: 'local',
};

/** Where the wasm comes from: an address of this application's own, or its bytes (under Node). */
export type WasmSource = { readonly url: string } | { readonly bytes: Uint8Array };

/** What bytes mean that declare no character set, by the C++ side's numbers. */
const UTF_8 = 29;
const ISO_8859_1 = 2;
type CharacterSet = typeof UTF_8 | typeof ISO_8859_1;

/** The options as the C++ side takes them; the library's own entry points take RGBA and copy it once more. */
function optionsOf(effort: WasmEffort, characterSet: CharacterSet) {
  return {
    // 'QRCode' would let Micro QR and rMQR in too, and noise looks like those now and then.
    formats: 'QRCodeModel2',
    tryHarder: true,
    tryRotate: true,
    tryInvert: effort.isInvertedToo,
    tryDownscale: effort.downscale !== null,
    tryDenoise: effort.isDenoisedToo,
    binarizer: effort.threshold === 'local' ? 0 : 1,
    isPure: false,
    downscaleFactor: effort.downscale ?? 3,
    downscaleThreshold: 500,
    minLineCount: 2,
    maxNumberOfSymbols: 32,
    validateOptionalChecksum: false,
    returnErrors: true,
    eanAddOnSymbol: 0,
    // Plain: other modes rewrite what they take for control characters.
    textMode: 0,
    characterSet,
    tryCode39ExtendedMode: true,
  };
}

/** Loads the wasm and makes sure that its low-level side, which the library does not document, is as we know it. */
async function loadModule(source: WasmSource): Promise<WasmModule> {
  const wasm: unknown = await prepareZXingModule({
    overrides:
      'bytes' in source
        ? { wasmBinary: new Uint8Array(source.bytes).buffer }
        : { locateFile: () => source.url },
    fireImmediately: true,
  });
  if (!isWasmModule(wasm)) throw new Error('This zxing-wasm has no readBarcodesFromPixmap or no heap.');
  return wasm;
}

/** Loads the wasm reader. Rejects when the wasm can't be had or is not allowed to run. */
export async function createWasmReader(source: WasmSource): Promise<Reader<WasmEffort>> {
  const wasm = await loadModule(source);
  let pointer = 0;
  let capacity = 0;

  /** Puts the picture where the wasm sees it; the memory is kept from frame to frame. */
  function place(luma: Luma): number {
    const length = luma.width * luma.height;
    if (length > capacity) {
      if (pointer !== 0) wasm._free(pointer);
      pointer = wasm._malloc(length);
      capacity = pointer === 0 ? 0 : length;
      if (pointer === 0) throw new Error(`No memory for a picture of ${length} bytes.`);
    }
    wasm.HEAPU8.set(luma.data.subarray(0, length), pointer);
    return pointer;
  }

  function look(luma: Luma, effort: WasmEffort, characterSet: CharacterSet): Seen {
    const options = optionsOf(effort, characterSet);
    const results = wasm.readBarcodesFromPixmap(place(luma), luma.width, luma.height, options);
    try {
      return sortResults(results);
    } finally {
      // The vector lives in the wasm's memory: the library's own entry points leave it there.
      results.delete();
    }
  }

  function readGrey(luma: Luma, effort: WasmEffort): Found {
    if (!isWhole(luma)) return NOTHING_FOUND;
    const { codes, unread, notUtf8 } = look(luma, effort, UTF_8);
    if (notUtf8.size === 0) return { codes, unread };
    // The same look finds the same codes in the same order; only those that are no UTF-8 are taken from it.
    const again = look(luma, effort, ISO_8859_1).codes;
    return {
      codes: codes.map((code, index) => (notUtf8.has(index) ? (again[index] ?? code) : code)),
      unread,
    };
  }

  return { name: 'zxing-wasm', readGrey };
}

/** What was found, and which of the codes hold bytes that are no UTF-8. */
type Seen = Found & { readonly notUtf8: ReadonlySet<number> };

function sortResults(results: WasmResults): Seen {
  const codes: ReadCode[] = [];
  const unread: UnreadCode[] = [];
  const notUtf8 = new Set<number>();
  for (let index = 0; index < results.size(); index += 1) {
    const result = results.get(index);
    if (result.symbology !== 'QRCode') continue;
    const corners = cornersOf(result);
    if (result.isValid) {
      // The bytes alone don't tell: a Kanji segment's are Shift_JIS, and its text is right.
      if (result.text.includes('\uFFFD') && !isUtf8(result.bytes)) notUtf8.add(codes.length);
      codes.push({ text: result.text, corners });
    } else if (result.symbol.width > 0) unread.push({ corners, modules: result.symbol.width });
  }
  return { codes, unread, notUtf8 };
}

function cornersOf({ position }: WasmResult): Corners {
  return [position.topLeft, position.topRight, position.bottomRight, position.bottomLeft];
}
