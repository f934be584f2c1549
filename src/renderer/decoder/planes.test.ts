import { describe, expect, it } from 'vitest';
import { copyRows, greyFromRgba } from './planes.ts';

describe('taking the brightness out of a frame', () => {
  it('leaves out what follows each row', () => {
    const plane = Uint8Array.of(9, 9, 1, 2, 3, 0, 0, 4, 5, 6, 0, 0);
    const into = { data: new Uint8Array(6), width: 3, height: 2 };
    copyRows(plane, { offset: 2, stride: 5 }, into);
    expect([...into.data]).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('weighs the colours as cameras do', () => {
    const rgba = new Uint8ClampedArray([255, 255, 255, 255, 0, 0, 0, 255, 255, 0, 0, 255, 0, 255, 0, 255]);
    const into = { data: new Uint8Array(4), width: 4, height: 1 };
    greyFromRgba(rgba, into);
    expect([...into.data]).toEqual([255, 0, 76, 150]);
  });
});
