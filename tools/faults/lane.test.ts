import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Condition } from './condition.ts';
import { openLane, type Lane } from './lane.ts';

describe('a lane', () => {
  let condition: Condition;
  let arrived: string[];
  let lane: Lane;

  beforeEach(() => {
    vi.useFakeTimers();
    condition = { kind: 'clear' };
    arrived = [];
    lane = openLane({ condition: () => condition, road: { freeAtMs: 0 } });
  });
  afterEach(() => void vi.useRealTimers());

  function send(name: string, bytes = 1): void {
    lane.send(bytes, () => arrived.push(name));
  }
  function change(next: Condition): void {
    condition = next;
    lane.reconsider();
  }

  test('that is clear delivers at once', () => {
    send('a');
    expect(arrived).toEqual(['a']);
  });

  test('that drops everything holds it until the network is back, in order', () => {
    change({ kind: 'drop' });
    send('a');
    send('b');
    vi.advanceTimersByTime(60_000);
    expect(arrived).toEqual([]);
    change({ kind: 'clear' });
    expect(arrived).toEqual(['a', 'b']);
  });

  test('that is slow delivers after its delay, and at once when it is no longer slow', () => {
    change({ kind: 'delay', ms: 2_000 });
    send('a');
    vi.advanceTimersByTime(1_999);
    expect(arrived).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(arrived).toEqual(['a']);
    send('b');
    change({ kind: 'clear' });
    expect(arrived).toEqual(['a', 'b']);
  });

  test('never lets the end of a stream overtake what was sent before it', () => {
    change({ kind: 'delay', ms: 100 });
    send('a', 100);
    vi.advanceTimersByTime(50);
    send('end', 0);
    vi.advanceTimersByTime(50);
    expect(arrived).toEqual(['a']);
    vi.advanceTimersByTime(50);
    expect(arrived).toEqual(['a', 'end']);
  });

  test('that is narrow takes a second for a second’s worth of bytes, however many connections share the road', () => {
    const road = { freeAtMs: 0 };
    const narrow: Condition = { kind: 'narrow', bytesPerSecond: 1_000 };
    const lanes = [0, 1].map(() => openLane({ condition: () => narrow, road }));
    for (const [at, each] of lanes.entries()) each.send(500, () => arrived.push(`lane ${at}`));
    vi.advanceTimersByTime(499);
    expect(arrived).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(arrived).toEqual(['lane 0']);
    vi.advanceTimersByTime(500);
    expect(arrived).toEqual(['lane 0', 'lane 1']);
  });
});
