import { describe, expect, it } from 'vitest';
import { createManualTiming } from '../../manual-timing.ts';
import { createRoomKeys, type KeyPlace } from './room-keys.ts';

function sit() {
  const timing = createManualTiming();
  const done: string[] = [];
  const keys = createRoomKeys({
    timing,
    show: (tab) => done.push(tab),
    search: () => done.push('search'),
  });
  /** Presses keys `apartMs` after each other; which ones were used up. */
  const type = (text: readonly string[], place: KeyPlace, apartMs: number): boolean[] =>
    text.map((key) => {
      const isUsed = keys.press(key, place);
      timing.pass(apartMs);
      return isUsed;
    });
  return { done, type };
}

describe('the keys of the control room', () => {
  it('show a tab by its digit, and the tickets by a slash', () => {
    const { done, type } = sit();
    expect(type(['2', '/', '5'], 'elsewhere', 500)).toEqual([true, true, true]);
    expect(done).toEqual(['gates', 'tickets', 'check']);
  });

  it('are left alone when a scanner types them, wherever the digit stands', () => {
    for (const scan of ['2A9K', 'A2', '22', '3/1']) {
      const { done, type } = sit();
      const used = type([...scan.split(''), 'Enter'], 'elsewhere', 8);
      type([], 'elsewhere', 1_000);
      expect([scan, done]).toEqual([scan, []]);
      expect(used.at(-1)).toBe(true);
    }
  });

  it('do nothing in a field or while a form is open', () => {
    const { done, type } = sit();
    expect(type(['1', '/', 'Enter'], 'field', 500)).toEqual([false, false, false]);
    expect(type(['1', '/', 'Enter'], 'form', 500)).toEqual([false, false, false]);
    expect(done).toEqual([]);
  });

  it('press no button of a form when a scanner types them', () => {
    const { done, type } = sit();
    expect(type(['A', '7', ' ', 'B', 'Enter'], 'form', 8)).toEqual([false, false, true, false, true]);
    expect(done).toEqual([]);
  });

  it('go into the search on the tickets, digits too', () => {
    const { done, type } = sit();
    expect(type(['7', 'm', '/'], 'tickets', 500)).toEqual([false, false, true]);
    expect(done).toEqual(['search', 'search', 'search']);
  });

  it('still press a button by Enter and space, and move by the others', () => {
    const { done, type } = sit();
    expect(type(['Enter', ' ', 'Tab', 'Shift'], 'tickets', 500)).toEqual([false, false, false, false]);
    expect(done).toEqual([]);
  });
});
