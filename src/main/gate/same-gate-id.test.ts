import { describe, expect, test } from 'vitest';
import { keepingLog } from '../../../tools/practice/silent-log.ts';
import { createSameGateId, type LastWriter } from './same-gate-id.ts';

const OWN = new Date('2026-06-01T19:30:00.123Z');
const OTHER: LastWriter = { startedAt: new Date('2026-06-01T19:20:00.456Z'), isClosed: false };
const UNTOLD: LastWriter = { startedAt: null, isClosed: false };
const MINE: LastWriter = { startedAt: new Date(OWN), isClosed: false };

describe('another process under a gate’s id', () => {
  function begin() {
    const world = { nowMs: 0 };
    const { log, entries } = keepingLog();
    const watch = createSameGateId('G1', log, () => world.nowMs);
    const beat = (found: LastWriter | null): number => {
      watch.note(found, OWN);
      return watch.findings().length;
    };
    return { world, entries, watch, beat };
  }

  test('is said once it has written twice between this one’s beats, in the log once, and until it has been gone for a minute', () => {
    const { world, entries, watch, beat } = begin();
    expect([beat(null), beat(OTHER), beat(MINE), beat(OTHER), beat(OTHER)]).toEqual([0, 0, 0, 1, 1]);
    expect(watch.findings()[0]).toContain('Another laptop runs as gate G1');
    expect(watch.isThere()).toBe(true);
    expect(entries).toMatchObject([{ level: 'error', fields: { gate: 'G1' } }]);
    world.nowMs += 60_000;
    expect(beat(MINE)).toBe(1);
    world.nowMs += 1;
    expect(beat(MINE)).toBe(0);
    expect(watch.isThere()).toBe(false);
    expect(entries.map(({ level }) => level)).toEqual(['error', 'info']);
  });

  test.each<[string, readonly (LastWriter | null)[]]>([
    ['the process before this one, killed', [OTHER, MINE, MINE]],
    ['the process before this one, whose last beat went in late', [OTHER, OTHER, MINE]],
    ['one that closes in good order', [null, { ...OTHER, isClosed: true }, { ...OTHER, isClosed: true }]],
    ['a program that does not say when it was started', [null, UNTOLD, UNTOLD, UNTOLD]],
    ['this one', [null, MINE, MINE]],
  ])('is not %s', (_name, found) => {
    const { entries, beat } = begin();
    expect(found.map(beat)).toEqual(found.map(() => 0));
    expect(entries).toEqual([]);
  });

  test('is not this one after its clock was measured and it tells its start anew', () => {
    const { watch, entries } = begin();
    const anew = new Date(OWN.getTime() + 40);
    watch.note(null, OWN);
    watch.note(MINE, anew);
    watch.note({ startedAt: anew, isClosed: false }, anew);
    watch.note(MINE, anew);
    watch.note(MINE, anew);
    expect(watch.findings()).toEqual([]);
    expect(entries).toEqual([]);
  });
});
