import type { FrameReading } from '../../decoder/port.ts';
import type { Notice } from './notices.ts';
import { isTestCode } from './test-code.ts';

/**
 * What the line under the picture tells the person who holds the ticket. A hint must last before it is shown and must be
 * gone for a while before it goes, because readings change thirty times a second and a line that flickers is not read.
 */

/**
 * `already-checked`: the code in view has had its verdict; `covered`: the camera sees nothing but black; `test-code`: it reads the
 * test code.
 */
export type Coaching = NonNullable<FrameReading['hint']> | 'covered' | 'already-checked' | 'test-code';

/** Everything that the line may say instead of inviting the next ticket; `reading-stopped`: pictures come and nothing reads them. */
export type LineWord = Coaching | Notice | 'reading-stopped';

type Standing = { readonly hint: Coaching; readonly sinceMs: number; readonly lastSeenMs: number };

export type CoachingState = {
  /** What the line says now. */
  readonly shown: Standing | null;
  /** What it may say soon. */
  readonly candidate: Standing | null;
};

/** A hint must last this long before it is shown ... */
const SHOWN_AFTER_MS = 500;
/** ... in which it may be missing from single readings for this long, */
const MAY_MISS_MS = 350;
/** and once shown it stays until it was not seen for this long. */
const STAYS_MS = 1_000;
/** Below this mean brightness (of 255) there is no picture at all: a cover, or a key that switches the camera off. */
const BLACK_BELOW = 6;

export const INITIAL_COACHING: CoachingState = { shown: null, candidate: null };

/** What one reading asks for by itself. */
export function hintOf(reading: FrameReading, isAlreadyChecked: boolean): Coaching | null {
  if (reading.codes.some(isTestCode)) return 'test-code';
  if (reading.codes.length > 0) return isAlreadyChecked ? 'already-checked' : null;
  if (reading.brightness < BLACK_BELOW) return 'covered';
  return reading.hint;
}

/** The line after a reading that asked for `hint` at `atMs` (milliseconds of the window's own time). */
export function coach(state: CoachingState, hint: Coaching | null, atMs: number): CoachingState {
  const candidate = nextCandidate(state.candidate, hint, atMs);
  if (candidate !== null && candidate.lastSeenMs - candidate.sinceMs >= SHOWN_AFTER_MS) {
    return { shown: candidate, candidate };
  }
  const isStillShown = state.shown !== null && atMs - state.shown.lastSeenMs < STAYS_MS;
  return { shown: isStillShown ? state.shown : null, candidate };
}

function nextCandidate(before: Standing | null, hint: Coaching | null, atMs: number): Standing | null {
  if (hint !== null && before?.hint === hint) return { ...before, lastSeenMs: atMs };
  if (before !== null && atMs - before.lastSeenMs <= MAY_MISS_MS) return before;
  return hint === null ? null : { hint, sinceMs: atMs, lastSeenMs: atMs };
}
