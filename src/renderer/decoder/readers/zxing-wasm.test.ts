import { beforeAll, describe, expect, it } from 'vitest';
import { drawFrame } from '../../../../tools/bench/decoding/frames/draw-frame.ts';
import type { Reader } from './reader.ts';
import { loadTestWasmReader } from './test-readers.ts';
import { createWasmReader, WASM_DEFAULT, type WasmEffort } from './zxing-wasm.ts';

const MIDDLE = { x: 320, y: 240 };

describe('the wasm reader', () => {
  let reader: Reader<WasmEffort>;

  beforeAll(async () => {
    reader = await loadTestWasmReader();
  });

  function textsIn(...tickets: Parameters<typeof drawFrame>[2]): readonly string[] {
    return reader.readGrey(drawFrame(640, 480, tickets), WASM_DEFAULT).codes.map((code) => code.text);
  }

  it.each([0, 45, 90, 135, 180, 225, 300])('reads a ticket turned by %d degrees', (turnDegrees) => {
    expect(textsIn({ text: 'TKT-1', centre: MIDDLE, turnDegrees })).toEqual(['TKT-1']);
  });

  it('reads a dark-mode ticket', () => {
    expect(textsIn({ text: 'TKT-2', centre: MIDDLE, isInverted: true })).toEqual(['TKT-2']);
  });

  it('reads every ticket in a frame', () => {
    const texts = textsIn(
      { text: 'LEFT', centre: { x: 130, y: 240 }, modulePx: 4 },
      { text: 'RIGHT', centre: { x: 420, y: 240 } },
    );
    expect(texts.toSorted()).toEqual(['LEFT', 'RIGHT']);
  });

  it('tells where a code stands', () => {
    const luma = drawFrame(640, 480, [{ text: 'TKT-3', centre: MIDDLE, modulePx: 6 }]);
    const [code] = reader.readGrey(luma, WASM_DEFAULT).codes;
    // Version 1 has 21 modules.
    const half = (21 * 6) / 2;
    expect(code?.corners[0].x).toBeCloseTo(MIDDLE.x - half, -1);
    expect(code?.corners[0].y).toBeCloseTo(MIDDLE.y - half, -1);
    expect(code?.corners[2].x).toBeCloseTo(MIDDLE.x + half, -1);
  });

  it('tells where a code stands that it can not read', () => {
    const luma = drawFrame(640, 480, [{ text: 'TKT-4', centre: MIDDLE, modulePx: 6 }]);
    // The finder patterns stay, the data goes.
    for (let y = 240; y < 300; y += 1) luma.data.fill(20, y * 640 + 320, y * 640 + 390);
    const found = reader.readGrey(luma, WASM_DEFAULT);
    expect(found.codes).toEqual([]);
    expect(found.unread.length).toBeGreaterThan(0);
    expect(found.unread[0]?.modules).toBe(21);
  });

  it('finds nothing where there is no picture', () => {
    const nothing = { codes: [], unread: [] };
    expect(reader.readGrey({ data: new Uint8Array(0), width: 0, height: 0 }, WASM_DEFAULT)).toEqual(nothing);
    expect(reader.readGrey({ data: new Uint8Array(10), width: 640, height: 480 }, WASM_DEFAULT)).toEqual(
      nothing,
    );
    expect(reader.readGrey({ data: new Uint8Array(2), width: 2, height: 1 }, WASM_DEFAULT)).toEqual(nothing);
  });

  it('keeps to its memory, however many frames it reads and whatever their size', () => {
    for (let count = 0; count < 200; count += 1) {
      const [width, height] = [640 + (count % 7) * 64, 480];
      reader.readGrey({ data: new Uint8Array(width * height), width, height }, WASM_DEFAULT);
    }
    expect(textsIn({ text: 'TKT-5', centre: MIDDLE })).toEqual(['TKT-5']);
  });

  it('refuses to start on bytes that are no wasm', async () => {
    await expect(createWasmReader({ bytes: Uint8Array.of(1, 2, 3) })).rejects.toThrow(/./u);
  });
});
