import { describe, expect, it } from 'vitest';
import { drawFrame } from '../../../tools/bench/decoding/frames/draw-frame.ts';
import { findBusyRegions } from './busy-regions.ts';

describe('busy regions', () => {
  it.each([0, 30, 45])('hold a ticket turned by %d degrees whole', (turnDegrees) => {
    const centre = { x: 900, y: 200 };
    const luma = drawFrame(1280, 720, [{ text: 'A ticket of version 2', centre, turnDegrees }]);
    const [region] = findBusyRegions(luma, 1);
    // 25 modules of 5 pixels; turned, its corners reach further.
    const turn = (turnDegrees * Math.PI) / 180;
    const half = ((25 * 5) / 2) * (Math.cos(turn) + Math.sin(turn));
    expect(region?.left).toBeLessThan(centre.x - half);
    expect(region?.top).toBeLessThan(centre.y - half);
    expect((region?.left ?? 0) + (region?.width ?? 0)).toBeGreaterThan(centre.x + half);
    expect((region?.top ?? 0) + (region?.height ?? 0)).toBeGreaterThan(centre.y + half);
    expect(region?.width).toBeLessThan(4 * half);
  });

  it('are not stripes, which change in one direction only', () => {
    const data = new Uint8Array(640 * 480);
    for (let index = 0; index < data.length; index += 1) data[index] = (index % 640) % 16 < 8 ? 220 : 30;
    expect(findBusyRegions({ data, width: 640, height: 480 }, 3)).toEqual([]);
  });

  it('are none in an even picture, or in one too small to tell', () => {
    expect(findBusyRegions({ data: new Uint8Array(640 * 480).fill(90), width: 640, height: 480 }, 3)).toEqual(
      [],
    );
    expect(findBusyRegions({ data: new Uint8Array(15), width: 5, height: 3 }, 3)).toEqual([]);
    expect(findBusyRegions({ data: new Uint8Array(0), width: 0, height: 0 }, 3)).toEqual([]);
  });

  it('lie in the picture', () => {
    const luma = drawFrame(640, 480, [{ text: 'In the corner', centre: { x: 40, y: 40 } }]);
    for (const { left, top, width, height } of findBusyRegions(luma, 3)) {
      expect(left).toBeGreaterThanOrEqual(0);
      expect(top).toBeGreaterThanOrEqual(0);
      expect(left + width).toBeLessThanOrEqual(640);
      expect(top + height).toBeLessThanOrEqual(480);
    }
  });
});
