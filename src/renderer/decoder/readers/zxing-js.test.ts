import { describe, expect, it } from 'vitest';
import { drawFrame } from '../../../../tools/bench/decoding/frames/draw-frame.ts';
import { createJsReader, JS_DEFAULT } from './zxing-js.ts';

const MIDDLE = { x: 320, y: 240 };

describe('the JavaScript reader', () => {
  const reader = createJsReader();

  it('reads a ticket', () => {
    const luma = drawFrame(640, 480, [{ text: 'TKT-1', centre: MIDDLE }]);
    expect(reader.readGrey(luma, JS_DEFAULT).codes.map((code) => code.text)).toEqual(['TKT-1']);
  });

  it('reads a dark-mode ticket when it is told to look for one', () => {
    const luma = drawFrame(640, 480, [{ text: 'TKT-2', centre: MIDDLE, isInverted: true }]);
    expect(reader.readGrey(luma, JS_DEFAULT).codes).toEqual([]);
    const codes = reader.readGrey(luma, { ...JS_DEFAULT, isInverted: true }).codes;
    expect(codes.map((code) => code.text)).toEqual(['TKT-2']);
  });

  it('leaves the picture as it was', () => {
    const luma = drawFrame(640, 480, [{ text: 'TKT-3', centre: MIDDLE }]);
    const before = luma.data.slice();
    reader.readGrey(luma, { isInverted: true, threshold: 'global' });
    expect(luma.data).toEqual(before);
  });

  it('finds nothing, and throws nothing, where there is no code', () => {
    const nothing = { codes: [], unread: [] };
    for (const [width, height] of [
      [0, 0],
      [1, 1],
      [3, 200],
      [640, 480],
    ] as const) {
      const luma = { data: new Uint8Array(width * height), width, height };
      expect(reader.readGrey(luma, JS_DEFAULT)).toEqual(nothing);
      expect(reader.readGrey(luma, { ...JS_DEFAULT, threshold: 'global' })).toEqual(nothing);
    }
    expect(reader.readGrey({ data: new Uint8Array(5), width: 640, height: 480 }, JS_DEFAULT)).toEqual(
      nothing,
    );
  });
});
