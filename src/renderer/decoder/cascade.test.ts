import { beforeAll, describe, expect, it } from 'vitest';
import { drawFrame } from '../../../tools/bench/decoding/frames/draw-frame.ts';
import { createEmptyFrame, createHardFrame } from '../../../tools/bench/decoding/frames/hard-frames.ts';
import { NOTHING_IN_VIEW, presentCodes } from '../features/scan/presentation.ts';
import { createCascade, type Readers } from './cascade.ts';
import type { Luma } from './luma.ts';
import { loadTestReaders } from './readers/test-readers.ts';
import { WASM_DEFAULT } from './readers/zxing-wasm.ts';

const MIDDLE = { x: 640, y: 360 };

function textsIn(readers: Readers, luma: Luma): readonly string[] {
  return createCascade(readers)
    .readLuma(luma)
    .codes.map((code) => code.text);
}

describe('the cascade', () => {
  let both: Readers;
  let jsAlone: Readers;

  beforeAll(async () => {
    both = await loadTestReaders();
    jsAlone = { wasm: null, js: both.js };
  });

  it('reads a tilted, a dark-mode and a non-ASCII ticket, with both readers and with one', () => {
    for (const ticket of [
      { text: 'TILTED-AND-TURNED', centre: MIDDLE, tilt: 0.3, turnDegrees: 20 },
      { text: 'DARK', centre: MIDDLE, isInverted: true },
      { text: 'Zoë 票', centre: MIDDLE },
    ]) {
      const luma = drawFrame(1280, 720, [ticket]);
      expect(textsIn(both, luma)).toEqual([ticket.text]);
      expect(textsIn(jsAlone, luma)).toEqual([ticket.text]);
    }
  });

  it('gives several codes largest first, and each once', () => {
    const luma = drawFrame(1280, 720, [
      { text: 'SMALL', centre: { x: 200, y: 360 }, modulePx: 4 },
      { text: 'LARGE', centre: MIDDLE, modulePx: 8 },
      { text: 'MIDDLE', centre: { x: 1080, y: 360 }, modulePx: 6 },
      { text: 'SMALL', centre: { x: 200, y: 120 }, modulePx: 4 },
    ]);
    expect(textsIn(both, luma)).toEqual(['LARGE', 'MIDDLE', 'SMALL']);
  });

  it('reads a second ticket beside one that stays in view, though the first look can not', () => {
    const luma = drawFrame(1280, 720, [
      { text: 'STAYS', centre: { x: 300, y: 360 } },
      { text: 'TINY-TICKET-OF-A-GUEST', centre: { x: 900, y: 360 }, modulePx: 1.5 },
    ]);
    const firstLook = both.wasm?.readGrey(luma, WASM_DEFAULT).codes ?? [];
    expect(firstLook.map((code) => code.text)).toEqual(['STAYS']);
    const cascade = createCascade(both);
    const seen = new Set<string>();
    for (let frame = 0; frame < 5; frame += 1) {
      for (const code of cascade.readLuma(luma).codes) seen.add(code.text);
    }
    expect([...seen].toSorted()).toEqual(['STAYS', 'TINY-TICKET-OF-A-GUEST']);
  });

  it('reads in every frame what a closer look has read once, also when it moves, and forgets it when it is gone', () => {
    const cascade = createCascade(both);
    for (let frame = 0; frame < 30; frame += 1) {
      const centre = { x: 400 + 10 * frame, y: 360 };
      const luma = drawFrame(1280, 720, [{ text: 'TINY-TICKET-OF-A-GUEST', centre, modulePx: 1.5 }]);
      expect(cascade.readLuma(luma).codes.map((code) => code.text)).toEqual(['TINY-TICKET-OF-A-GUEST']);
    }
    const next = drawFrame(1280, 720, [{ text: 'TINY-TICKET-OF-ANOTHER', centre: MIDDLE, modulePx: 1.5 }]);
    expect(cascade.readLuma(next).codes.map((code) => code.text)).toEqual(['TINY-TICKET-OF-ANOTHER']);
    const empty = drawFrame(1280, 720, []);
    for (let frame = 0; frame < 10; frame += 1) expect(cascade.readLuma(empty).codes).toEqual([]);
  });

  it('lets a hard frame that is held still be presented once, at ten frames a second', () => {
    let taken = 0;
    for (let index = 0; index < 12; index += 1) {
      const frame = createHardFrame(5, index);
      const luma = { data: frame.luma, width: frame.width, height: frame.height };
      const cascade = createCascade(both);
      const seen: string[] = [];
      let inView = NOTHING_IN_VIEW;
      for (let atMs = 0; atMs < 4_000; atMs += 100) {
        const codes = cascade.readLuma(luma).codes.map((code) => code.text);
        const presented = presentCodes(inView, codes, atMs, 8);
        inView = presented.inView;
        seen.push(...presented.fresh);
      }
      expect(seen).toEqual([...new Set(seen)]);
      taken += seen.length;
    }
    expect(taken).toBeGreaterThan(8);
  }, 120_000);

  it('tells where a code stands that only a closer look could read', () => {
    const centre = { x: 900, y: 360 };
    const luma = drawFrame(1280, 720, [{ text: 'TINY-TICKET-OF-A-GUEST', centre, modulePx: 1.5 }]);
    const [code] = createCascade(both).readLuma(luma).codes;
    expect(code?.text).toBe('TINY-TICKET-OF-A-GUEST');
    const [topLeft, , bottomRight] = code?.corners ?? [];
    expect(((topLeft?.x ?? 0) + (bottomRight?.x ?? 0)) / 2).toBeCloseTo(centre.x, -1);
    expect(((topLeft?.y ?? 0) + (bottomRight?.y ?? 0)) / 2).toBeCloseTo(centre.y, -1);
  });

  it('reads more hard frames than wasm alone, and never a text that is not there', () => {
    let [ours, alone] = [0, 0];
    for (let index = 0; index < 32; index += 1) {
      const frame = createHardFrame(5, index);
      const luma = { data: frame.luma, width: frame.width, height: frame.height };
      const texts = textsIn(both, luma);
      expect(texts.filter((text) => !frame.texts.includes(text))).toEqual([]);
      const jsTexts = textsIn(jsAlone, luma);
      expect(jsTexts.filter((text) => !frame.texts.includes(text))).toEqual([]);
      ours += texts.length;
      alone += both.wasm?.readGrey(luma, WASM_DEFAULT).codes.length ?? 0;
    }
    expect(ours).toBeGreaterThan(alone);
  }, 120_000);

  it('reads nothing where there is no code, and gives no hint', () => {
    const cascade = createCascade(both);
    for (let index = 0; index < 6; index += 1) {
      const frame = createEmptyFrame(6, index);
      const reading = cascade.readLuma({ data: frame.luma, width: frame.width, height: frame.height });
      expect(reading.codes).toEqual([]);
      expect(reading.hint).toBeNull();
    }
  });

  it('survives a frame without a picture', () => {
    const cascade = createCascade(both);
    for (const luma of [
      { data: new Uint8Array(0), width: 0, height: 0 },
      { data: new Uint8Array(100), width: 1280, height: 720 },
      { data: new Uint8Array(1), width: 1, height: 1 },
    ]) {
      expect(cascade.readLuma(luma).codes).toEqual([]);
    }
    expect(textsIn(both, drawFrame(1280, 720, [{ text: 'AFTER', centre: MIDDLE }]))).toEqual(['AFTER']);
  });

  it('says too dark of a dark picture without a code, and measures its brightness', () => {
    const dark = { data: new Uint8Array(640 * 480).fill(12), width: 640, height: 480 };
    const reading = createCascade(both).readLuma(dark);
    expect(reading.hint).toBe('too-dark');
    expect(reading.brightness).toBeCloseTo(12);
  });
});
