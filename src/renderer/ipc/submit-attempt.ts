import type { Answer, Attempt } from '#shared/attempt.ts';
import type { AdmitOneBridge } from '#shared/ipc/contract.ts';
import type { Timing } from '../timing.ts';
import { fieldsOfError, type RendererLog } from './log.ts';

/** An answer, and whether the gate itself gave it. */
export type Submission = { readonly answer: Answer; readonly isFromGate: boolean };

/** Puts an attempt to the gate. Never rejects: what was not answered is undecided. */
export type SubmitAttempt = (attempt: Attempt) => Promise<Submission>;

/** The gate keeps the deadline itself; this much later the screen stops believing that it is there. */
const GRACE_MS = 2_000;

/** Submits over IPC and gives up on a main process that refuses, or is silent beyond `attemptDeadlineMs` and a little. */
export function createSubmitAttempt(
  bridge: AdmitOneBridge,
  attemptDeadlineMs: number,
  timing: Timing,
  log: RendererLog,
): SubmitAttempt {
  return async ({ attemptId, code, doorTime, source }) => {
    const startedAtMs = timing.nowMs();
    const undecided = (): Submission => ({
      isFromGate: false,
      answer: {
        attemptId,
        verdict: 'undecided',
        cause: 'unexpected',
        decidedBy: 'gate',
        doorTime,
        durationMs: timing.nowMs() - startedAtMs,
        retries: 0,
        isRecalled: false,
      },
    });
    return new Promise((resolve) => {
      const callOff = timing.after(attemptDeadlineMs + GRACE_MS, () => {
        log.error('The main process did not answer an attempt.', { attemptId });
        resolve(undecided());
      });
      bridge
        .call('attempt:submit', { attemptId, code, doorTime, source })
        .then((answer) => resolve({ answer, isFromGate: true }))
        .catch((error: unknown) => {
          log.error('An attempt was not taken.', { attemptId, ...fieldsOfError(error) });
          resolve(undecided());
        })
        .finally(callOff);
    });
  };
}
