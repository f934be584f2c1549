import type { CameraState } from '#shared/gate-health.ts';
import { untilAnswered } from '../ipc/until-answered.ts';
import type { Timing } from '../timing.ts';
import type { Camera } from './camera.ts';

/** Keeps the gate informed of how its camera is: the heartbeat takes it to the coordinator. */
export type CameraReport = {
  /** Pictures come and nothing reads them. */
  readonly readingStopped: () => void;
  /** To be called for every reading. */
  readonly readingArrived: () => void;
};

/** Says it at once and after every change; `send` is called again until the gate has taken it. */
export function startCameraReport(
  status: Camera['status'],
  send: (state: CameraState) => Promise<void>,
  timing: Timing,
): CameraReport {
  let isUnread = false;
  let told: CameraState | null = null;
  let isTelling = false;

  function current(): CameraState {
    const { state } = status.get();
    if (state !== 'live') return state;
    // To whoever waits at the door it is the same: this camera reads no ticket.
    return isUnread ? 'failed' : 'reading';
  }

  async function tell(): Promise<void> {
    if (isTelling) return;
    isTelling = true;
    while (told !== current()) {
      // What it is by the time that the gate listens is what counts.
      told = await untilAnswered(async () => {
        const state = current();
        await send(state);
        return state;
      }, timing);
    }
    isTelling = false;
  }

  function note(unread: boolean): void {
    if (isUnread === unread) return;
    isUnread = unread;
    void tell();
  }

  status.subscribe(() => void tell());
  void tell();
  return { readingStopped: () => note(true), readingArrived: () => note(false) };
}
