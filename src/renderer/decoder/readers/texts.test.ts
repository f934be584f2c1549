import { beforeAll, describe, expect, it } from 'vitest';
import { drawFrame, type TicketToDraw } from '../../../../tools/bench/decoding/frames/draw-frame.ts';
import { loadTestReaders } from './test-readers.ts';
import { JS_DEFAULT } from './zxing-js.ts';
import { WASM_DEFAULT } from './zxing-wasm.ts';

/** What a code holds and what its text is, to the last byte. */
const CODES: readonly (readonly [name: string, content: TicketToDraw['text'], text: string])[] = [
  ['UTF-8', 'Žofie – Ελένη – 李', 'Žofie – Ελένη – 李'],
  ['a replacement character of its own', 'A\uFFFDB', 'A\uFFFDB'],
  ['a byte order mark', '\uFEFFTKT-1', '\uFEFFTKT-1'],
  ['control characters', 'A\u0000B\u001DC', 'A\u0000B\u001DC'],
  ['what looks like markup', '<GS>%%\\000026', '<GS>%%\\000026'],
  ['ISO 8859-1', [{ data: Uint8Array.of(0x5a, 0x6f, 0xeb), mode: 'byte' }], 'Zoë'],
  // Both libraries would take this for Shift_JIS.
  ['accents only', [{ data: Uint8Array.of(0xc5, 0xc6, 0xc7, 0xdf, 0xb1), mode: 'byte' }], 'ÅÆÇß±'],
  ['Kanji', [{ data: '茗荷', mode: 'kanji' }], '茗荷'],
  [
    'segments of every mode',
    [
      { data: 'TKT-', mode: 'alphanumeric' },
      { data: '00123', mode: 'numeric' },
      { data: new TextEncoder().encode('ë'), mode: 'byte' },
      { data: '茗', mode: 'kanji' },
    ],
    'TKT-00123ë茗',
  ],
];

describe('the text of a code', () => {
  let readers: Awaited<ReturnType<typeof loadTestReaders>>;

  beforeAll(async () => {
    readers = await loadTestReaders();
  });

  it.each(CODES)('is exact with %s, whichever reader reads it', (_name, content, text) => {
    const luma = drawFrame(320, 240, [{ text: content, centre: { x: 160, y: 120 } }]);
    expect(readers.wasm?.readGrey(luma, WASM_DEFAULT).codes.map((code) => code.text)).toEqual([text]);
    expect(readers.js.readGrey(luma, JS_DEFAULT).codes.map((code) => code.text)).toEqual([text]);
  });

  it('is exact for two codes in two character sets in one frame', () => {
    const luma = drawFrame(640, 240, [
      { text: 'Zoë', centre: { x: 160, y: 120 } },
      { text: [{ data: Uint8Array.of(0x5a, 0x6f, 0xeb, 0x21), mode: 'byte' }], centre: { x: 480, y: 120 } },
    ]);
    const texts = readers.wasm?.readGrey(luma, WASM_DEFAULT).codes.map((code) => code.text);
    expect(texts?.toSorted()).toEqual(['Zoë', 'Zoë!']);
  });
});
