import type { Answer, Attempt } from '#shared/attempt.ts';
import type { GateState } from '#shared/gate-state.ts';

/** One gate: where every attempt is judged, from the kiosk's window and from the command line alike. */
export type Gate = {
  /** Judges one attempt. Never rejects: what could not be decided is the verdict `undecided`. */
  readonly submit: (attempt: Attempt) => Promise<Answer>;
  readonly state: () => GateState;
  /** Calls `listener` after every change of the state; returns the function that stops it. */
  readonly onStateChanged: (listener: (state: GateState) => void) => () => void;
  /** Finishes the attempts in flight, then lets the database go. */
  readonly close: () => Promise<void>;
};
