import { describe, expect, it } from 'vitest';
import { createEmptyFrame, createHardFrame } from './hard-frames.ts';
import { HARDSHIPS } from './hardships.ts';

describe('the frames of the decoding benchmark', () => {
  it('are the same for the same seed and number, and others for others', () => {
    const frame = createHardFrame(3, 4);
    expect(createHardFrame(3, 4).luma).toEqual(frame.luma);
    expect(createHardFrame(4, 4).texts).not.toEqual(frame.texts);
    expect(createHardFrame(3, 4 + HARDSHIPS.length).texts).not.toEqual(frame.texts);
  }, 30_000);

  it('take the kinds in turn', () => {
    expect([createHardFrame(1, 0).kind, createHardFrame(1, 15).kind]).toEqual(['small', 'several']);
    expect(createHardFrame(1, 15).texts.length).toBeGreaterThan(1);
  }, 30_000);

  it('hold no code where they say so', () => {
    expect(createEmptyFrame(1, 0).texts).toEqual([]);
  }, 30_000);
});
