import type { Answer, Attempt } from '#shared/attempt.ts';
import { toneOf, type VerdictTone } from '#shared/verdict.ts';

/**
 * What the scan screen is doing, as a pure state machine. Codes are judged one after another; each verdict is seen, and
 * none has to be tapped away. All times are milliseconds of the window's own time.
 */

/** An attempt, and when its code was read. */
export type ReadAttempt = Attempt & { readonly readAtMs: number };

/** A verdict that has the screen. */
export type ShownVerdict = {
  readonly attempt: ReadAttempt;
  readonly answer: Answer;
  readonly shownAtMs: number;
  /** When the screen scans again by itself. */
  readonly untilMs: number;
};

type ScanPhase =
  | { readonly kind: 'scanning' }
  | {
      readonly kind: 'judging';
      readonly attempt: ReadAttempt;
      readonly sinceMs: number;
      /** The verdict before, which stays on the screen while the answer is quick. */
      readonly previous: ShownVerdict | null;
      readonly isSlow: boolean;
    }
  /** Judged, but the verdict before has not had its time yet. */
  | {
      readonly kind: 'holding';
      readonly attempt: ReadAttempt;
      readonly answer: Answer;
      readonly previous: ShownVerdict;
    }
  | { readonly kind: 'verdict'; readonly shown: ShownVerdict };

export type ScanState = {
  readonly phase: ScanPhase;
  /** Codes that were read and wait for their turn, first come first. */
  readonly queue: readonly ReadAttempt[];
  /** The latest verdicts, newest first. */
  readonly past: readonly ShownVerdict[];
  /** Attempts that only the lead may let in, newest first: their guests stand and wait. */
  readonly forLead: readonly ShownVerdict[];
};

export type ScanEvent =
  | { readonly kind: 'read'; readonly attempts: readonly ReadAttempt[] }
  | { readonly kind: 'answered'; readonly attemptId: string; readonly answer: Answer }
  /** The lead has let this attempt in, or tried to. */
  | { readonly kind: 'lead-answered'; readonly attempt: ReadAttempt; readonly answer: Answer }
  /** The guest has gone, and nobody waits any more. */
  | { readonly kind: 'sent-away'; readonly attemptId: string }
  /** Nobody sees this screen any more: nobody else is judged. */
  | { readonly kind: 'covered' }
  /** Time has passed. */
  | { readonly kind: 'tick' };

/** How long each verdict stays before the screen scans again by itself, in milliseconds. */
export type VerdictTimes = { readonly [tone in VerdictTone]: number };

/** Beyond this an answer is slow: the verdict before makes way for a picture of waiting. */
export const SLOW_AFTER_MS = 250;
/** A code read later than this after a verdict appeared is the next person's, and cuts in at once. */
export const CUT_IN_AFTER_MS = 300;
/** Codes read together (one frame, or nearly) each have the screen for at least this long. */
export const MINIMUM_SHOWN_MS = 1_000;
/** A sheet of codes held before the camera must not admit the whole class unseen. */
export const MAX_QUEUED = 8;
const PAST_KEPT = 6;
/** More guests than this do not wait beside one gate. */
const FOR_LEAD_KEPT = 5;

export const INITIAL_SCAN_STATE: ScanState = {
  phase: { kind: 'scanning' },
  queue: [],
  past: [],
  forLead: [],
};

/** The state after `event` at `nowMs`; the very same object when nothing changed. */
export function reduceScan(
  state: ScanState,
  event: ScanEvent,
  nowMs: number,
  times: VerdictTimes,
): ScanState {
  switch (event.kind) {
    case 'read':
      return settle(enqueue(state, event.attempts), nowMs, times);
    case 'answered':
      return settle(answer(state, event.attemptId, event.answer, nowMs, times), nowMs, times);
    case 'lead-answered':
      return settle(answerOfLead(state, event.attempt, event.answer, nowMs, times), nowMs, times);
    case 'sent-away':
      return {
        ...state,
        forLead: state.forLead.filter(({ attempt }) => attempt.attemptId !== event.attemptId),
      };
    case 'covered':
      return state.queue.length === 0 ? state : { ...state, queue: [] };
    case 'tick':
      return settle(state, nowMs, times);
  }
}

/** The verdict that has the screen now, or null while it scans or waits. */
export function shownVerdict({ phase }: ScanState): ShownVerdict | null {
  switch (phase.kind) {
    case 'scanning':
      return null;
    case 'judging':
    case 'holding':
      return phase.previous;
    case 'verdict':
      return phase.shown;
  }
}

/** Whether this code waits for its turn or its answer, or its verdict has the screen. */
export function isAttended(state: ScanState, code: string): boolean {
  return isWaiting(state, code) || shownVerdict(state)?.attempt.code === code;
}

/**
 * Why a code that a person scanned or typed on purpose is not taken now, or null when it is. The verdict that it asks for may be on
 * the screen already; an undecided one asks for the same code again, after a moment in which it can only be a double report.
 */
export function ignoredBecause(
  state: ScanState,
  code: string,
  nowMs: number,
): 'already-checked' | 'one-moment' | null {
  if (isWaiting(state, code) || roomInQueue(state) === 0) return 'one-moment';
  const shown = shownVerdict(state);
  if (shown?.attempt.code !== code) return null;
  if (shown.answer.verdict !== 'undecided') return 'already-checked';
  return nowMs < shown.shownAtMs + MINIMUM_SHOWN_MS ? 'one-moment' : null;
}

/** How many more codes may be taken now. */
export function roomInQueue({ queue }: ScanState): number {
  return MAX_QUEUED - queue.length;
}

/** When the next `tick` would change something, or null when only an event can. */
export function nextTickAtMs({ phase }: ScanState): number | null {
  switch (phase.kind) {
    case 'scanning':
      return null;
    case 'judging': {
      const slowAtMs = phase.isSlow ? Infinity : phase.sinceMs + SLOW_AFTER_MS;
      const leavesMs = phase.previous === null ? Infinity : leavesAtMs(phase, phase.previous);
      const nextMs = Math.min(slowAtMs, leavesMs);
      return nextMs === Infinity ? null : nextMs;
    }
    case 'holding':
      return makesWayAtMs(phase.previous, phase.attempt);
    case 'verdict':
      return phase.shown.untilMs;
  }
}

function enqueue(state: ScanState, attempts: readonly ReadAttempt[]): ScanState {
  const added = attempts.filter(({ code }) => !isWaiting(state, code)).slice(0, roomInQueue(state));
  return added.length === 0 ? state : { ...state, queue: [...state.queue, ...added] };
}

/** Whether this code waits for its turn, its answer or the screen. */
function isWaiting({ phase, queue }: ScanState, code: string): boolean {
  const isJudged = (phase.kind === 'judging' || phase.kind === 'holding') && phase.attempt.code === code;
  return isJudged || queue.some((attempt) => attempt.code === code);
}

function answer(
  state: ScanState,
  attemptId: string,
  given: Answer,
  nowMs: number,
  times: VerdictTimes,
): ScanState {
  const { phase } = state;
  // An answer that comes after the screen gave up on it has no place here: the code is asked again under the same id.
  if (phase.kind !== 'judging' || phase.attempt.attemptId !== attemptId) return state;
  const { attempt, previous } = phase;
  if (previous !== null && nowMs < makesWayAtMs(previous, attempt)) {
    return { ...state, phase: { kind: 'holding', attempt, answer: given, previous } };
  }
  return show(state, attempt, given, nowMs, times);
}

function show(
  state: ScanState,
  attempt: ReadAttempt,
  given: Answer,
  nowMs: number,
  times: VerdictTimes,
): ScanState {
  const untilMs = nowMs + times[toneOf(given.verdict)];
  const shown: ShownVerdict = { attempt, answer: given, shownAtMs: nowMs, untilMs };
  return { ...remember(state, shown), phase: { kind: 'verdict', shown } };
}

/** What the lead decided has the screen at once, unless another guest's code is being judged: then the lead alone sees it. */
function answerOfLead(
  state: ScanState,
  attempt: ReadAttempt,
  given: Answer,
  nowMs: number,
  times: VerdictTimes,
): ScanState {
  if (state.phase.kind === 'scanning' || state.phase.kind === 'verdict') {
    return show(state, attempt, given, nowMs, times);
  }
  return remember(state, { attempt, answer: given, shownAtMs: nowMs, untilMs: nowMs });
}

/** Keeps a verdict among the last ones. A code that has had another verdict since does not wait for the lead any more. */
function remember(state: ScanState, shown: ShownVerdict): ScanState {
  const { answer: given, attempt } = shown;
  const isForLead = given.verdict === 'undecided' && given.cause === 'lead-needed';
  // Any other amber leaves it as it was: the guest still stands there.
  const others =
    isForLead || given.verdict !== 'undecided'
      ? state.forLead.filter((waiting) => waiting.attempt.code !== attempt.code)
      : state.forLead;
  return {
    ...state,
    past: [shown, ...state.past].slice(0, PAST_KEPT),
    forLead: isForLead ? [shown, ...others].slice(0, FOR_LEAD_KEPT) : others,
  };
}

/** When `previous` gives the screen to the verdict on `attempt`. */
function makesWayAtMs(previous: ShownVerdict, attempt: ReadAttempt): number {
  if (attempt.readAtMs >= previous.shownAtMs + CUT_IN_AFTER_MS) return attempt.readAtMs;
  return Math.min(previous.untilMs, previous.shownAtMs + MINIMUM_SHOWN_MS);
}

/** When `previous` leaves the screen although the next answer has not come: its time is over, or the answer is slow. */
function leavesAtMs(judging: ScanPhase & { readonly kind: 'judging' }, previous: ShownVerdict): number {
  const slowAtMs = judging.sinceMs + SLOW_AFTER_MS;
  return Math.min(previous.untilMs, Math.max(slowAtMs, makesWayAtMs(previous, judging.attempt)));
}

/** Does everything that is due at `nowMs`. */
function settle(state: ScanState, nowMs: number, times: VerdictTimes): ScanState {
  const next = settleOnce(state, nowMs, times);
  return next === state ? state : settle(next, nowMs, times);
}

function settleOnce(state: ScanState, nowMs: number, times: VerdictTimes): ScanState {
  const { phase } = state;
  switch (phase.kind) {
    case 'scanning':
      return judgeNext(state, null, nowMs);
    case 'judging': {
      const isSlow = nowMs >= phase.sinceMs + SLOW_AFTER_MS;
      const isPreviousOver = phase.previous !== null && nowMs >= leavesAtMs(phase, phase.previous);
      if (isSlow === phase.isSlow && !isPreviousOver) return state;
      return { ...state, phase: { ...phase, isSlow, previous: isPreviousOver ? null : phase.previous } };
    }
    case 'holding':
      if (nowMs < makesWayAtMs(phase.previous, phase.attempt)) return state;
      return show(state, phase.attempt, phase.answer, nowMs, times);
    case 'verdict':
      if (nowMs >= phase.shown.untilMs) return { ...state, phase: { kind: 'scanning' } };
      return judgeNext(state, phase.shown, nowMs);
  }
}

function judgeNext(state: ScanState, previous: ShownVerdict | null, nowMs: number): ScanState {
  const [attempt, ...queue] = state.queue;
  if (attempt === undefined) return state;
  return { ...state, queue, phase: { kind: 'judging', attempt, sinceMs: nowMs, previous, isSlow: false } };
}
