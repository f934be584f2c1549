import { describe, expect, it } from 'vitest';
import type { Answer, Attempt } from '#shared/attempt.ts';
import { TEST_CODE } from '#shared/gate-check.ts';
import type { FrameReading } from '../../decoder/port.ts';
import type { Submission } from '../../ipc/submit-attempt.ts';
import { createManualTiming } from '../../manual-timing.ts';
import { attemptIdNumber, exampleAnswer } from './examples.ts';
import { NOTICE_MS } from './notices.ts';
import { DECIDED_LEFT_VIEW_AFTER_MS } from './presentation.ts';
import { createScanSession } from './scan-session.ts';
import { MAX_QUEUED, type ShownVerdict, shownVerdict } from './scan-state.ts';

const FRAME_MS = 33;

/** A session before a gate that answers when it is told to. */
function setUp(timing = createManualTiming()) {
  const noted: string[] = [];
  const submitted: Attempt[] = [];
  const sounded: string[] = [];
  let drawn: ShownVerdict | null = null;
  const pending: ((submission: Submission) => void)[] = [];
  let number = 0;
  const session = createScanSession({
    submit: (attempt) => {
      submitted.push(attempt);
      return new Promise((resolve) => pending.push(resolve));
    },
    times: { admitted: 1_500, refused: 4_000, undecided: 4_000 },
    timing,
    noteShown: (attemptId) => noted.push(attemptId),
    newAttemptId: () => attemptIdNumber(++number),
    nowAsInstant: () => '2026-03-07T18:30:00.000Z',
    onPainted: (shown) => sounded.push(shown.answer.attemptId),
    mark: () => undefined,
  });

  /** The gate answers the attempt that waits, and the screen paints what it then shows. */
  async function answer(verdict: Parameters<typeof exampleAnswer>[1], isFromGate = true): Promise<Answer> {
    const attemptId = submitted.at(-1)?.attemptId ?? '';
    const given = exampleAnswer(attemptId, verdict);
    pending.shift()?.({ answer: given, isFromGate });
    await Promise.resolve();
    await Promise.resolve();
    const shown = shownVerdict(session.state.get());
    if (shown !== null && drawn !== shown) session.painted(shown);
    drawn = shown ?? drawn;
    return given;
  }

  /** Frames that show `codes` for `durationMs`. */
  function hold(durationMs: number, ...codes: readonly string[]): void {
    for (let passedMs = 0; passedMs < durationMs; passedMs += FRAME_MS) {
      session.takeReading(readingOf(codes), timing.nowMs());
      timing.pass(FRAME_MS);
    }
  }

  return { session, timing, submitted, noted, sounded, answer, hold };
}

function readingOf(codes: readonly string[]): FrameReading {
  const point = { x: 0, y: 0 };
  return {
    codes: codes.map((text) => ({ text, corners: [point, point, point, point] })),
    hint: null,
    brightness: 120,
    durationMs: 4,
  };
}

describe('a scan session', () => {
  it('knows the test code wherever it comes from, says so, and never asks the gate about it', async () => {
    const { submitted, session, answer, hold } = setUp();
    expect(session.testCode.get()).toBeNull();
    hold(1_000, TEST_CODE);
    expect(session.finder.get().coaching).toBe('test-code');
    expect(session.testCode.get()).toMatchObject({ readInMs: 0, widthPx: 0 });
    session.takeCode(TEST_CODE, 'scanner');
    expect(session.notice.get()).toBe('test-code-scanned');
    session.takeCode(TEST_CODE, 'typed');
    expect(submitted).toEqual([]);
    // A ticket beside it is judged as ever.
    hold(100, TEST_CODE, 'A');
    expect(submitted.map(({ code }) => code)).toEqual(['A']);
    await answer('admitted');
    hold(10_000, TEST_CODE);
    expect(submitted).toHaveLength(1);
  });

  it('submits a code once while it stays in view, and again after it was away', async () => {
    const { submitted, answer, hold, timing } = setUp();
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
    const { submitted, answer, hold, session } = setUp();
    hold(100, 'A');
    await answer('undecided');
    hold(3_800, 'A');
    expect(submitted).toHaveLength(1);
    expect(shownVerdict(session.state.get())?.answer.verdict).toBe('undecided');
    hold(500, 'A');
    expect(submitted).toHaveLength(2);
  });

  it('submits an undecided code again when it is taken away and shown again while amber is still there', async () => {
    const { submitted, answer, hold } = setUp();
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
    const { submitted, answer, hold, session } = setUp();
    hold(100, 'A', 'B', 'C');
    expect(submitted.map(({ code }) => code)).toEqual(['A']);
    await answer('admitted');
    hold(50, 'A', 'B', 'C');
    expect(submitted.map(({ code }) => code)).toEqual(['A', 'B']);
    expect(shownVerdict(session.state.get())?.attempt.code).toBe('A');
  });

  it('asks under the same attempt id when the main process gave no answer, and notes nothing as seen', async () => {
    const { submitted, noted, answer, hold } = setUp();
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
    const { noted, answer, hold } = setUp();
    hold(100, 'A');
    expect(noted).toEqual([]);
    const { attemptId } = await answer('admitted');
    expect(noted).toEqual([attemptId]);
  });

  it('takes a scanner’s code like one from the camera, and a double report of it once', () => {
    const { submitted, session, timing } = setUp();
    session.takeCode('A', 'scanner');
    timing.pass(300);
    session.takeCode('A', 'scanner');
    expect(submitted).toHaveLength(1);
    expect(submitted[0]).toMatchObject({ code: 'A', source: 'scanner' });
  });

  it('goes back to scanning although the browser’s timers fire a little early', async () => {
    const exact = createManualTiming();
    const early = {
      ...exact,
      after: (delayMs: number, run: () => void) => exact.after(Math.max(0.25, delayMs - 0.5), run),
    };
    const { session, answer, timing } = setUp(early);
    session.takeCode('A', 'scanner');
    await answer('admitted');
    session.takeCode('B', 'scanner');
    await answer('admitted');
    timing.pass(10_000);
    expect(session.state.get()).toMatchObject({ phase: { kind: 'scanning' }, past: { length: 2 } });
  });

  it('tells the person to take away a code that has had its verdict', async () => {
    const { answer, hold, session } = setUp();
    hold(100, 'A');
    await answer('admitted');
    hold(1_400, 'A');
    expect(session.finder.get().coaching).toBeNull();
    hold(1_000, 'A');
    expect(session.finder.get().coaching).toBe('already-checked');
  });

  it('takes a code that is scanned by hand although the camera has had its verdict and still sees it', async () => {
    const { submitted, answer, hold, session } = setUp();
    hold(100, 'A');
    await answer('admitted');
    hold(2_000, 'A');
    session.takeCode('A', 'scanner');
    expect(submitted.map(({ source }) => source)).toEqual(['camera', 'scanner']);
    expect(session.notice.get()).toBeNull();
  });

  it('says why a scanned or typed code is not taken: it waits, its verdict is on the screen, too many wait', async () => {
    const { submitted, answer, session, timing } = setUp();
    session.takeCode('A', 'typed');
    session.takeCode('A', 'typed');
    expect(session.notice.get()).toBe('one-moment');
    await answer('admitted');
    session.takeCode('A', 'scanner');
    expect(session.notice.get()).toBe('already-checked');
    timing.pass(NOTICE_MS);
    expect(session.notice.get()).toBeNull();
    for (let number = 0; number <= MAX_QUEUED; number += 1) session.takeCode(`B${number}`, 'scanner');
    expect(session.notice.get()).toBeNull();
    session.takeCode('C', 'scanner');
    expect(session.notice.get()).toBe('one-moment');
    expect(submitted).toHaveLength(2);
  });

  it('takes an undecided code that is scanned by hand again, and shows its answer once', async () => {
    const { submitted, answer, hold, session, timing } = setUp();
    session.takeCode('A', 'scanner');
    await answer('undecided');
    timing.pass(300);
    session.takeCode('A', 'scanner');
    expect(submitted).toHaveLength(1);
    timing.pass(1_000);
    session.takeCode('A', 'scanner');
    expect(submitted).toHaveLength(2);
    await answer('admitted');
    hold(8_000, 'A');
    expect(submitted).toHaveLength(2);
  });

  it('asks for a broken scan again, until a whole one comes', () => {
    const { session } = setUp();
    session.scanBroke();
    expect(session.notice.get()).toBe('scan-again');
    session.takeCode('A', 'scanner');
    expect(session.notice.get()).toBeNull();
  });

  it('says that reading stopped, with nothing left in the finder, until the next reading', () => {
    const { session, hold } = setUp();
    hold(100, 'A');
    expect(session.finder.get().outlines).toHaveLength(1);
    session.readingStopped();
    expect(session.finder.get()).toEqual({ coaching: 'reading-stopped', outlines: [] });
    hold(33);
    expect(session.finder.get().coaching).toBeNull();
  });
});

describe('a scan session behind the control room', () => {
  it('judges nobody, whatever is held before it, scanned or typed, and goes on at once when it has the screen again', async () => {
    const { session, submitted, answer, hold } = setUp();
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
    const { session, submitted, answer, hold, timing } = setUp();
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
    const { session, noted, sounded, submitted, answer, hold, timing } = setUp();
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
    const { session, noted, submitted, answer, hold } = setUp();
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
