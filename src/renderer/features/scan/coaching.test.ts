import { describe, expect, it } from 'vitest';
import { coach, type Coaching, hintOf, INITIAL_COACHING } from './coaching.ts';

const FRAME_MS = 33;

/** What the line says after each frame of a row of hints. */
function lines(hints: readonly (Coaching | null)[]): readonly (Coaching | null)[] {
  let state = INITIAL_COACHING;
  return hints.map((hint, index) => {
    state = coach(state, hint, index * FRAME_MS);
    return state.shown?.hint ?? null;
  });
}

/** How often the line changes. */
function changes(said: readonly (Coaching | null)[]): number {
  return said.filter((line, index) => index > 0 && line !== said[index - 1]).length;
}

function frames(count: number, hint: (index: number) => Coaching | null): readonly (Coaching | null)[] {
  return Array.from({ length: count }, (_, index) => hint(index));
}

describe('the coaching line', () => {
  it('says nothing about a hint that passes', () => {
    expect(
      lines([...frames(10, () => 'too-small'), ...frames(60, () => null)]).every((line) => line === null),
    ).toBe(true);
  });

  it('says a hint that lasts, and drops it a while after it is gone', () => {
    const said = lines([...frames(30, () => 'too-dark'), ...frames(60, () => null)]);
    expect(said[29]).toBe('too-dark');
    expect(said.at(-1)).toBeNull();
    expect(changes(said)).toBe(2);
  });

  it('does not flicker when the hint comes and goes from frame to frame', () => {
    const said = lines(frames(300, (index) => (index % 4 === 0 ? 'too-small' : null)));
    expect(changes(said)).toBe(1);
    expect(said.at(-1)).toBe('too-small');
  });

  it('does not flicker between two hints that take turns', () => {
    expect(changes(lines(frames(300, (index) => (index % 2 === 0 ? 'too-small' : 'blurred'))))).toBe(1);
  });

  it('moves on to another hint that lasts', () => {
    const said = lines([...frames(30, () => 'too-small'), ...frames(60, () => 'blurred')]);
    expect(said.at(-1)).toBe('blurred');
    expect(changes(said)).toBeLessThanOrEqual(3);
  });
});

describe('the hint of one reading', () => {
  const reading = { codes: [], hint: 'too-dark', brightness: 20, durationMs: 4 } as const;

  it('is the decoder’s own, but names a covered lens when the picture is black', () => {
    expect(hintOf(reading, false)).toBe('too-dark');
    expect(hintOf({ ...reading, brightness: 2 }, false)).toBe('covered');
  });

  it('is nothing while a fresh code is read, and tells of one that has had its verdict', () => {
    const point = { x: 0, y: 0 };
    const withCode = { ...reading, codes: [{ text: 'A', corners: [point, point, point, point] }] } as const;
    expect(hintOf(withCode, false)).toBeNull();
    expect(hintOf(withCode, true)).toBe('already-checked');
  });
});
