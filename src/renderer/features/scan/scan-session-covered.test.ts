import { describe, expect, it } from 'vitest';
import { openTestSession } from './fixtures/test-session.ts';

describe('a scan session behind the control room', () => {
  it('judges nobody, whatever is held before it, scanned or typed, and goes on at once when it has the screen again', async () => {
    const { session, submitted, answer, hold } = openTestSession();
    session.setCovered(true);
    hold(3_000, 'A');
    session.takeCode('B', 'scanner');
    session.takeCode('C', 'typed');
    expect(submitted).toEqual([]);
    expect(session.finder.get()).toEqual({ coaching: null, outlines: [] });
    expect(session.notice.get()).toBeNull();
    session.setCovered(false);
    hold(50, 'A');
    await answer('admitted');
    session.takeCode('B', 'scanner');
    expect(submitted.map(({ code }) => code)).toEqual(['A', 'B']);
  });

  it('drops the codes that wait for their turn, and takes them when they are still there afterwards', async () => {
    const { session, submitted, answer, hold, timing } = openTestSession();
    hold(50, 'A', 'B', 'C');
    await answer('admitted');
    expect(submitted.map(({ code }) => code)).toEqual(['A', 'B']);
    session.setCovered(true);
    await answer('admitted');
    timing.pass(20_000);
    expect(submitted).toHaveLength(2);
    session.setCovered(false);
    hold(50, 'A', 'B', 'C');
    // A had its verdict where it was seen; B had not, and C had none.
    expect(submitted.map(({ code }) => code)).toEqual(['A', 'B', 'B']);
    await answer('admitted');
    hold(50, 'A', 'B', 'C');
    expect(submitted.map(({ code }) => code)).toEqual(['A', 'B', 'B', 'C']);
  });

  it('tells the gate of no verdict as seen that was painted where nobody sees it', async () => {
    const { session, noted, sounded, submitted, answer, hold, timing } = openTestSession();
    hold(50, 'A');
    session.setCovered(true);
    await answer('admitted');
    timing.pass(10_000);
    session.setCovered(false);
    expect([...noted, ...sounded]).toEqual([]);
    hold(50, 'A');
    await answer('admitted');
    expect(noted).toEqual([submitted[1]?.attemptId]);
  });

  it('tells of one that still has the screen when it is seen', async () => {
    const { session, noted, submitted, answer, hold } = openTestSession();
    hold(50, 'A');
    session.setCovered(true);
    await answer('admitted');
    expect(noted).toEqual([]);
    session.setCovered(false);
    expect(noted).toEqual([submitted[0]?.attemptId]);
    hold(1_000, 'A');
    expect(submitted).toHaveLength(1);
  });
});
