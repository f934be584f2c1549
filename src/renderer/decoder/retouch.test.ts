import { describe, expect, it } from 'vitest';
import { crop, enlarge, sharpen, soften } from './retouch.ts';

const RAMP = { data: Uint8Array.from({ length: 8 * 6 }, (_unused, index) => index * 5), width: 8, height: 6 };

describe('retouching', () => {
  it('crops what lies in the region', () => {
    const { data, width, height } = crop(RAMP, { left: 2, top: 1, width: 3, height: 2 });
    expect([width, height]).toEqual([3, 2]);
    expect([...data]).toEqual([50, 55, 60, 90, 95, 100]);
  });

  it('keeps an even picture even', () => {
    const even = { data: new Uint8Array(100).fill(77), width: 10, height: 10 };
    for (const changed of [soften(even), enlarge(even, 2), enlarge(even, 0.5), sharpen(even, 3, 2)]) {
      expect(new Set(changed.data)).toEqual(new Set([77]));
    }
  });

  it('softens grain away', () => {
    const data = Uint8Array.from(
      { length: 100 },
      (_unused, index) => ((index + Math.floor(index / 10)) % 2) * 200,
    );
    const middle = soften({ data, width: 10, height: 10 }).data[55];
    expect(middle).toBe(100);
  });

  it('enlarges by any factor, between the pixels', () => {
    const pair = { data: Uint8Array.of(0, 100, 0, 100), width: 2, height: 2 };
    const large = enlarge(pair, 2);
    expect([large.width, large.height]).toEqual([4, 4]);
    const [first = 0, second = 0, third = 0, fourth = 0] = large.data;
    expect(first).toBeLessThan(second);
    expect(second).toBeLessThan(third);
    expect(third).toBeLessThanOrEqual(fourth);
    expect(enlarge(RAMP, 1.5).width).toBe(12);
  });

  it('sharpens: an edge grows steeper on both sides', () => {
    const data = Uint8Array.from({ length: 200 }, (_unused, index) => (index % 20 < 10 ? 100 : 150));
    const sharp = sharpen({ data, width: 20, height: 10 }, 3, 2).data;
    expect(sharp[109]).toBeLessThan(100);
    expect(sharp[110]).toBeGreaterThan(150);
    expect(sharp[101]).toBe(100);
  });
});
