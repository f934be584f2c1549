import { describe, expect, it } from 'vitest';
import { createManualTiming } from '../../manual-timing.ts';
import { openTestSession } from './fixtures/test-session.ts';
import { DECIDED_LEFT_VIEW_AFTER_MS } from './presentation.ts';
import { shownVerdict } from './scan-state.ts';

describe('a scan session', () => {
  it('submits a code once while it stays in view, and again after it was away', async () => {
    const { submitted, answer, hold, timing } = openTestSession();
    hold(500, 'A');
    await answer('admitted');
    hold(10_000, 'A');
    expect(submitted).toHaveLength(1);
    timing.pass(20_000);
    hold(100, 'A');
    expect(submitted).toHaveLength(1);
    hold(DECIDED_LEFT_VIEW_AFTER_MS + 100);
    hold(100, 'A');
    expect(submitted).toHaveLength(2);
    expect(submitted[1]?.attemptId).not.toBe(submitted[0]?.attemptId);
  });

  it('submits an undecided code again when its verdict was shown and the code simply stays', async () => {
    const { submitted, answer, hold, session } = openTestSession();
    hold(100, 'A');
    await answer('undecided');
    hold(3_800, 'A');
    expect(submitted).toHaveLength(1);
    expect(shownVerdict(session.state.get())?.answer.verdict).toBe('undecided');
    hold(500, 'A');
    expect(submitted).toHaveLength(2);
  });

  it('submits an undecided code again when it is taken away and shown again while amber is still there', async () => {
    const { submitted, answer, hold } = openTestSession();
    hold(100, 'A');
    await answer('undecided');
    hold(1_700);
    hold(100, 'A');
    expect(submitted).toHaveLength(2);
    await answer('admitted');
    hold(10_000, 'A');
    expect(submitted).toHaveLength(2);
  });

  it('takes the codes of one frame one after another, with one in flight', async () => {
    const { submitted, answer, hold, session } = openTestSession();
    hold(100, 'A', 'B', 'C');
    expect(submitted.map(({ code }) => code)).toEqual(['A']);
    await answer('admitted');
    hold(50, 'A', 'B', 'C');
    expect(submitted.map(({ code }) => code)).toEqual(['A', 'B']);
    expect(shownVerdict(session.state.get())?.attempt.code).toBe('A');
  });

  it('asks under the same attempt id when the main process gave no answer, and notes nothing as seen', async () => {
    const { submitted, noted, answer, hold } = openTestSession();
    hold(100, 'A');
    await answer('undecided', false);
    hold(4_500, 'A');
    expect(submitted).toHaveLength(2);
    expect(submitted[1]?.attemptId).toBe(submitted[0]?.attemptId);
    expect(noted).toEqual([]);
    await answer('admitted');
    expect(noted).toEqual([submitted[0]?.attemptId]);
  });

  it('tells the gate that an answer was seen only once it is painted', async () => {
    const { noted, answer, hold } = openTestSession();
    hold(100, 'A');
    expect(noted).toEqual([]);
    const { attemptId } = await answer('admitted');
    expect(noted).toEqual([attemptId]);
  });

  it('goes back to scanning although the browser’s timers fire a little early', async () => {
    const exact = createManualTiming();
    const early = {
      ...exact,
      after: (delayMs: number, run: () => void) => exact.after(Math.max(0.25, delayMs - 0.5), run),
    };
    const { session, answer, timing } = openTestSession(early);
    session.takeCode('A', 'scanner');
    await answer('admitted');
    session.takeCode('B', 'scanner');
    await answer('admitted');
    timing.pass(10_000);
    expect(session.state.get()).toMatchObject({ phase: { kind: 'scanning' }, past: { length: 2 } });
  });

  it('tells the person to take away a code that has had its verdict', async () => {
    const { answer, hold, session } = openTestSession();
    hold(100, 'A');
    await answer('admitted');
    hold(1_400, 'A');
    expect(session.finder.get().coaching).toBeNull();
    hold(1_000, 'A');
    expect(session.finder.get().coaching).toBe('already-checked');
  });

  it('says that reading stopped, with nothing left in the finder, until the next reading', () => {
    const { session, hold } = openTestSession();
    hold(100, 'A');
    expect(session.finder.get().outlines).toHaveLength(1);
    session.readingStopped();
    expect(session.finder.get()).toEqual({ coaching: 'reading-stopped', outlines: [] });
    hold(33);
    expect(session.finder.get().coaching).toBeNull();
  });
});
