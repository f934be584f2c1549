import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  INITIAL_WEDGE_STATE,
  QUIET_MS,
  SCREEN_LIMITS,
  STRAY_MS,
  takeKey,
  TYPING_LIMITS,
  type WedgeLimits,
} from './keyboard-wedge.ts';

type Press = { readonly key: string; readonly gapMs: number; readonly isCommand?: boolean };

/** The codes that a row of key presses comes to. */
function codesOf(presses: readonly Press[], limits: WedgeLimits = SCREEN_LIMITS): readonly string[] {
  return outcomesOf(presses, limits).codes;
}

/** The codes, and how many bursts were broken at their end. */
function outcomesOf(presses: readonly Press[], limits: WedgeLimits = SCREEN_LIMITS) {
  const codes: string[] = [];
  let broken = 0;
  let state = INITIAL_WEDGE_STATE;
  let atMs = 0;
  for (const { key, gapMs, isCommand = false } of presses) {
    atMs += gapMs;
    const step = takeKey(state, { key, atMs, isCommand }, limits);
    state = step.state;
    if (step.code !== null) codes.push(step.code);
    if (step.isBroken) broken += 1;
  }
  return { codes, broken };
}

/** A scanner's burst: every key `gapMs` after the one before, the first after a long silence. */
function burst(text: string, gapMs: number, end = 'Enter'): readonly Press[] {
  return [...Array.from(text), end].map((key, index) => ({ key, gapMs: index === 0 ? QUIET_MS : gapMs }));
}

describe('a keyboard-wedge scanner', () => {
  it('hands over the whole code at Enter, and at Tab', () => {
    expect(codesOf([...burst('TICKET-Ab12', 8), ...burst('TICKET-Cd34', 8, 'Tab')])).toEqual([
      'TICKET-Ab12',
      'TICKET-Cd34',
    ]);
  });

  it('may pause for as long as the limit between two keys, and no longer', () => {
    expect(codesOf(burst('ABCDEF', SCREEN_LIMITS.maxGapMs))).toEqual(['ABCDEF']);
    expect(codesOf(burst('ABCDEF', SCREEN_LIMITS.maxGapMs + 1))).toEqual([]);
  });

  it('may hold Shift for capitals', () => {
    const keys = ['Shift', 'A', 'b', 'Shift', 'C', 'Enter'];
    expect(codesOf(keys.map((key) => ({ key, gapMs: 10 })))).toEqual(['AbC']);
  });

  it('loses the scan, not a part of it, when a character is dead on this keyboard’s layout', () => {
    const keys = ['A', 'B', 'Dead', 'C', 'D', 'E', 'Enter'];
    expect(codesOf(keys.map((key) => ({ key, gapMs: 10 })))).toEqual([]);
  });

  it('is not a person who types and presses Enter', () => {
    expect(codesOf(burst('ABCDEF', 180))).toEqual([]);
    expect(codesOf(burst('ABCDEF', 80), TYPING_LIMITS)).toEqual([]);
  });

  it('works on after a stray key, an Enter alone and a held key', () => {
    const stray: readonly Press[] = [
      { key: 'x', gapMs: 0 },
      { key: 'Enter', gapMs: 2_000 },
      { key: 'y', gapMs: 50 },
      { key: 'y', gapMs: 500, isCommand: true },
      { key: 'y', gapMs: 30, isCommand: true },
    ];
    expect(codesOf([...stray, ...burst('ABCDEF', 8)])).toEqual(['ABCDEF']);
  });

  it('may hold Control and Alt, as Windows reports AltGr, in the middle of a code', () => {
    const keys = ['A', 'Control', 'Alt', 'AltGraph', '@', 'B', 'Enter'];
    expect(codesOf(keys.map((key) => ({ key, gapMs: 10 })))).toEqual(['A@B']);
  });

  it('is not swallowed by a stray key shortly before it', () => {
    const [first, ...rest] = burst('ABCDEF', 8);
    if (first === undefined) throw new Error('A burst has a first key.');
    const stray = { key: 'x', gapMs: 0 };
    expect(codesOf([stray, { ...first, gapMs: 600 }, ...rest])).toEqual(['ABCDEF']);
    expect(codesOf([stray, { ...first, gapMs: STRAY_MS }, ...rest])).toEqual(['ABCDEF']);
  });

  it('is reported as broken at its end when a part of it was lost, and only then', () => {
    const [first, ...rest] = burst('ABCDEF', 8);
    if (first === undefined) throw new Error('A burst has a first key.');
    const joined = [{ key: 'x', gapMs: 0 }, { ...first, gapMs: STRAY_MS - 1 }, ...rest];
    expect(outcomesOf(joined)).toEqual({ codes: [], broken: 1 });
    expect(outcomesOf([...joined, ...burst('ABCDEF', 8)])).toEqual({ codes: ['ABCDEF'], broken: 1 });
    expect(outcomesOf([{ key: 'Enter', gapMs: 0 }, ...burst('y', 8)])).toEqual({ codes: [], broken: 0 });
  });

  it('never gives a part of a code, whatever the pauses within it', () => {
    const code = fc.string({ minLength: 3, maxLength: 30 });
    const gaps = fc.array(fc.nat(STRAY_MS - 1), { minLength: 31, maxLength: 31 });
    fc.assert(
      fc.property(fc.array(fc.tuple(code, gaps), { maxLength: 6 }), (bursts) => {
        const presses = bursts.flatMap(([text, pauses]) =>
          [...Array.from(text), 'Enter'].map((key, index) => ({
            key,
            gapMs: index === 0 ? QUIET_MS : (pauses[index] ?? 0),
          })),
        );
        const whole = bursts
          .filter(([text, pauses]) =>
            [...Array.from(text), 'Enter'].every(
              (_, index) => index === 0 || (pauses[index] ?? 0) <= SCREEN_LIMITS.maxGapMs,
            ),
          )
          .map(([text]) => text)
          .filter((text) => text.length >= SCREEN_LIMITS.minCharacters);
        expect(codesOf(presses)).toEqual(whole);
      }),
    );
  });
});
