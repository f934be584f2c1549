import { describe, expect, it } from 'vitest';
import { WASM_ATTEMPTS } from './attempts.ts';
import { createGoodLooks, type Look } from './good-looks.ts';
import type { ReadCode } from './reading.ts';

function look(left: number): Look {
  const [attempt] = WASM_ATTEMPTS;
  if (attempt === undefined) throw new Error('There is no attempt.');
  return { attempt, region: { left, top: 0, width: 100, height: 100 } };
}

function codeAt(text: string, x: number): ReadCode {
  return {
    text,
    corners: [
      { x, y: 10 },
      { x: x + 80, y: 10 },
      { x: x + 80, y: 90 },
      { x, y: 90 },
    ],
  };
}

describe('the looks that read something', () => {
  it('are taken again at the place their code has moved to', () => {
    const looks = createGoodLooks(3);
    looks.remember(look(0), [codeAt('A', 10)]);
    expect(looks.repeat([], () => [codeAt('A', 50)])).toEqual([codeAt('A', 50)]);
    const places: number[] = [];
    looks.repeat([], ({ region }) => {
      places.push(region.left);
      return [];
    });
    expect(places).toEqual([40]);
  });

  it('are not taken for a code that was read without them', () => {
    const looks = createGoodLooks(3);
    looks.remember(look(0), [codeAt('A', 10)]);
    expect(looks.repeat([codeAt('A', 10)], () => [codeAt('B', 10)])).toEqual([]);
  });

  it('are forgotten when they read nothing for a few frames, and cost nothing from then on', () => {
    const looks = createGoodLooks(3);
    looks.remember(look(0), [codeAt('A', 10)]);
    let tries = 0;
    for (let frame = 0; frame < 50; frame += 1) {
      looks.repeat([], () => {
        tries += 1;
        return [];
      });
    }
    expect(tries).toBe(5);
  });

  it('are few: the latest are kept', () => {
    const looks = createGoodLooks(2);
    for (const [index, text] of ['A', 'B', 'C'].entries()) looks.remember(look(index), [codeAt(text, 10)]);
    const taken: number[] = [];
    looks.repeat([], ({ region }) => {
      taken.push(region.left);
      return [];
    });
    expect(taken).toEqual([2, 1]);
  });
});
