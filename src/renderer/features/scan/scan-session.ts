import type { Answer, Attempt } from '#shared/attempt.ts';
import type { FrameReading, Point } from '../../decoder/port.ts';
import type { SubmitAttempt } from '../../ipc/submit-attempt.ts';
import { createStore, type ReadOnlyStore } from '../../store.ts';
import { createAlarm, type Timing } from '../../timing.ts';
import { coach, type Coaching, hintOf, INITIAL_COACHING } from './coaching.ts';
import { createCover } from './cover.ts';
import { createNotices, type Notice } from './notices.ts';
import {
  forgetPresentation,
  noteDecision,
  notePresentation,
  NOTHING_IN_VIEW,
  presentCodes,
} from './presentation.ts';
import {
  ignoredBecause,
  INITIAL_SCAN_STATE,
  isAttended,
  nextTickAtMs,
  type ReadAttempt,
  reduceScan,
  roomInQueue,
  type ScanEvent,
  type ScanState,
  type ShownVerdict,
  shownVerdict,
  type VerdictTimes,
} from './scan-state.ts';
import { isTestCode, seeTestCode, type TestCodeSeen } from './test-code.ts';

/** What the picture shows beside itself. */
export type Finder = {
  readonly coaching: Coaching | 'reading-stopped' | null;
  /** The corners of every code in view, in pixels of the camera's picture. */
  readonly outlines: readonly (readonly Point[])[];
};

/** The scan screen's memory and will, apart from React: it lives on when a component fails. */
export type ScanSession = {
  readonly state: ReadOnlyStore<ScanState>;
  readonly finder: ReadOnlyStore<Finder>;
  /** What is said about a scanned or typed code that was not taken, for a while. */
  readonly notice: ReadOnlyStore<Notice | null>;
  /** The test code as the camera saw it last; null before the first time. */
  readonly testCode: ReadOnlyStore<TestCodeSeen | null>;
  /** Takes what a frame showed; `frameAtMs` is when the frame was captured, in the window's own time. */
  readonly takeReading: (reading: FrameReading, frameAtMs: number) => void;
  /** Says that pictures come and nothing reads them, until the next reading. */
  readonly readingStopped: () => void;
  /**
   * Takes a whole code from a scanner or the typing field. Somebody meant it, so it is taken even when the camera has seen that code
   * before; where it is not, a notice says so.
   */
  readonly takeCode: (code: string, source: Exclude<Attempt['source'], 'camera'>) => void;
  /** Says that a scanner's code came broken. */
  readonly scanBroke: () => void;
  /** Shows what the lead's word made of an attempt that waited for it. */
  readonly takeLeadAnswer: (attempt: ReadAttempt, answer: Answer) => void;
  /** Forgets a guest who waited for the lead and has gone. */
  readonly sendAway: (attemptId: string) => void;
  /**
   * Judges nobody while another window stands before this one, since nobody sees a verdict; goes on at once when it does not any more.
   * A verdict that came meanwhile counts as unseen, so that its ticket's rescan has the same answer.
   */
  readonly setCovered: (isCovered: boolean) => void;
  /** To be called once the verdict has been painted. */
  readonly painted: (shown: ShownVerdict) => void;
};

export type ScanSessionParts = {
  readonly submit: SubmitAttempt;
  readonly times: VerdictTimes;
  readonly timing: Timing;
  /** Tells the gate that the answer to this attempt has been seen. */
  readonly noteShown: (attemptId: string) => void;
  /** A new UUID v7. */
  readonly newAttemptId: () => string;
  /** The wall clock, as an ISO instant. */
  readonly nowAsInstant: () => string;
  /** Called once a verdict has been painted: sounds come from here, never before the picture. */
  readonly onPainted: (shown: ShownVerdict) => void;
  /** Leaves a mark for measurements. */
  readonly mark: (mark: ScanMark, attemptId: string, atMs: number) => void;
};

/** The stations of a scan: captured, read, answered by the gate, on the screen. */
type ScanMark = 'frame-shown' | 'code-read' | 'answered' | 'verdict-painted';

const EMPTY_FINDER: Finder = { coaching: null, outlines: [] };

/** A session that scans until the window closes. */
export function createScanSession(parts: ScanSessionParts): ScanSession {
  const { timing, times } = parts;
  const state = createStore(INITIAL_SCAN_STATE);
  const finder = createStore(EMPTY_FINDER);
  /** Ids of attempts that the gate did not answer at all, by code: the rescan asks under the same. */
  const inDoubt = new Map<string, string>();
  const notices = createNotices(timing);
  const testCode = createStore<TestCodeSeen | null>(null);
  let inView = NOTHING_IN_VIEW;
  let coaching = INITIAL_COACHING;
  const tick = createAlarm(timing);
  const cover = createCover();

  function dispatch(event: ScanEvent): void {
    const before = state.get();
    const next = reduceScan(before, event, timing.nowMs(), times);
    // Always anew: a browser's timer may fire a little early, and that tick changes nothing.
    setTick(next);
    if (next === before) return;
    const shownBefore = shownVerdict(before);
    const isUndecidedOver = shownBefore?.answer.verdict === 'undecided' && shownVerdict(next) !== shownBefore;
    // Not when it was scanned again meanwhile: that attempt has taken over.
    if (isUndecidedOver && !isAttended(next, shownBefore.attempt.code)) {
      inView = forgetPresentation(inView, shownBefore.attempt.code);
    }
    state.set(next);
    if (next.phase.kind === 'judging' && attemptOf(before) !== next.phase.attempt) {
      void judge(next.phase.attempt);
    }
  }

  function setTick(next: ScanState): void {
    const tickAtMs = nextTickAtMs(next);
    if (tickAtMs === null) tick.callOff();
    else tick.set(Math.max(1, tickAtMs - timing.nowMs()), () => dispatch({ kind: 'tick' }));
  }

  async function judge(attempt: ReadAttempt): Promise<void> {
    const { answer, isFromGate } = await parts.submit(attempt);
    parts.mark('answered', attempt.attemptId, timing.nowMs());
    if (isFromGate) inDoubt.delete(attempt.code);
    else inDoubt.set(attempt.code, attempt.attemptId);
    if (answer.verdict !== 'undecided') inView = noteDecision(inView, attempt.code);
    cover.noteJudged(attempt.code);
    dispatch({ kind: 'answered', attemptId: attempt.attemptId, answer });
  }

  /** Puts codes to the gate; `frameAtMs` is when the frame that showed them was captured. */
  function take(codes: readonly string[], source: Attempt['source'], frameAtMs: number | null): void {
    if (codes.length === 0) return;
    const readAtMs = timing.nowMs();
    const doorTime = parts.nowAsInstant();
    const attempts = codes.map((code) => {
      const attemptId = inDoubt.get(code) ?? parts.newAttemptId();
      if (frameAtMs !== null) parts.mark('frame-shown', attemptId, frameAtMs);
      parts.mark('code-read', attemptId, readAtMs);
      return { attemptId, code, doorTime, source, readAtMs };
    });
    notices.clear();
    dispatch({ kind: 'read', attempts });
  }

  function painted(shown: ShownVerdict): void {
    if (cover.keepBack(shown)) return;
    parts.mark('verdict-painted', shown.attempt.attemptId, timing.nowMs());
    // The gate keeps an attempt open until then. One that it did not answer is not closed by our own amber.
    if (!inDoubt.has(shown.attempt.code)) parts.noteShown(shown.answer.attemptId);
    parts.onPainted(shown);
  }

  function beginCover(): void {
    const { phase, queue } = state.get();
    cover.begin([...queue, ...(phase.kind === 'holding' ? [phase.attempt] : [])].map(({ code }) => code));
    dispatch({ kind: 'covered' });
    coaching = INITIAL_COACHING;
    finder.set(EMPTY_FINDER);
    notices.clear();
  }

  function endCover(): void {
    const { unseenCodes, keptBack } = cover.end(shownVerdict(state.get()));
    for (const code of unseenCodes) inView = forgetPresentation(inView, code);
    if (keptBack !== null) painted(keptBack);
  }

  return {
    state,
    finder,
    notice: notices.current,
    testCode,
    takeReading: (reading, frameAtMs) => {
      if (cover.isOn()) return;
      const seen = seeTestCode(reading, frameAtMs, timing.nowMs());
      if (seen !== null) testCode.set(seen);
      const codes = reading.codes.filter((code) => !isTestCode(code)).map(({ text }) => text);
      const isAlreadyChecked =
        state.get().phase.kind === 'scanning' && codes.every((code) => inView.codes.has(code));
      const presented = presentCodes(inView, codes, timing.nowMs(), roomInQueue(state.get()));
      inView = presented.inView;
      take(presented.fresh, 'camera', frameAtMs);
      coaching = coach(coaching, hintOf(reading, isAlreadyChecked), timing.nowMs());
      showInFinder(finder, coaching.shown?.hint ?? null, reading);
    },
    readingStopped: () => {
      coaching = INITIAL_COACHING;
      finder.set({ coaching: 'reading-stopped', outlines: [] });
    },
    takeCode: (code, source) => {
      if (cover.isOn()) return;
      if (isTestCode({ text: code })) return notices.say('test-code-scanned');
      const reason = ignoredBecause(state.get(), code, timing.nowMs());
      if (reason !== null) return notices.say(reason);
      inView = notePresentation(inView, code);
      take([code], source, null);
    },
    scanBroke: () => notices.say('scan-again'),
    takeLeadAnswer: (attempt, answer) => {
      if (answer.verdict !== 'undecided') inView = noteDecision(inView, attempt.code);
      dispatch({ kind: 'lead-answered', attempt, answer });
      // Beside another guest's verdict it is the lead's own screen that shows it, and no painting is reported.
      if (shownVerdict(state.get())?.answer !== answer) parts.noteShown(answer.attemptId);
    },
    sendAway: (attemptId) => dispatch({ kind: 'sent-away', attemptId }),
    setCovered: (isCovered) => {
      if (isCovered === cover.isOn()) return;
      if (isCovered) beginCover();
      else endCover();
    },
    painted,
  };
}

function attemptOf({ phase }: ScanState): ReadAttempt | null {
  return phase.kind === 'judging' || phase.kind === 'holding' ? phase.attempt : null;
}

function showInFinder(
  finder: ReturnType<typeof createStore<Finder>>,
  coaching: Coaching | null,
  reading: FrameReading,
): void {
  const before = finder.get();
  const outlines = reading.codes.map(({ corners }) => corners);
  if (before.coaching === coaching && before.outlines.length === 0 && outlines.length === 0) return;
  finder.set({ coaching, outlines });
}
