import type { AdmitOneBridge } from '#shared/ipc/contract.ts';
import { fieldsOfError, type RendererLog } from '../../ipc/log.ts';
import { createStore, type ReadOnlyStore } from '../../store.ts';
import type { Timing } from '../../timing.ts';

/** How long the control room stays open when nobody touches it. The main process closes it; this says when. */
export type Stay = {
  /** In milliseconds of the window's own time, never later than the truth; null where it does not close, or nobody has said so yet. */
  readonly closesAtMs: ReadOnlyStore<number | null>;
  /** To be called whenever somebody shows that they are there. */
  readonly touch: () => void;
};

/** Often enough for minutes that begin anew, and not at every letter. */
const STAY_EVERY_MS = 5_000;
/** What was not heard is said again soon, and not at every step of a mouse. */
const AGAIN_AFTER_MS = 2_000;

/** Learns when this window closes, and puts it off at every touch. */
export function createStay(bridge: Pick<AdmitOneBridge, 'call'>, timing: Timing, log: RendererLog): Stay {
  const closesAtMs = createStore<number | null>(null);
  let afterMs: number | null = null;
  let toldAtMs = -Infinity;

  async function learn(): Promise<void> {
    // Counted from the question: the main process heard it no earlier.
    const askedAtMs = timing.nowMs();
    try {
      const { closesAfterMs, closesInMs } = await bridge.call('control-room:get-window', undefined);
      afterMs = closesAfterMs;
      closesAtMs.set(closesInMs === null ? null : askedAtMs + closesInMs);
    } catch (error) {
      log.error('The window’s kind was not told.', fieldsOfError(error));
      timing.after(AGAIN_AFTER_MS, () => void learn());
    }
  }

  async function touch(): Promise<void> {
    const touchedAtMs = timing.nowMs();
    if (touchedAtMs - toldAtMs < STAY_EVERY_MS) return;
    toldAtMs = touchedAtMs;
    try {
      await bridge.call('control-room:stay', undefined);
      if (afterMs !== null) closesAtMs.set(touchedAtMs + afterMs);
    } catch {
      // Nothing was put off.
      toldAtMs = touchedAtMs - STAY_EVERY_MS + AGAIN_AFTER_MS;
    }
  }

  void learn();
  return { closesAtMs, touch: () => void touch() };
}
