import type { AdmitOneBridge } from '#shared/ipc/contract.ts';
import { fieldsOfError, type RendererLog } from './log.ts';

const TRIES = 3;

/**
 * Tells the gate that the answer to an attempt was seen. It matters: until the gate knows, the next scan of that code is
 * taken for the same guest.
 */
export function createNoteShown(bridge: AdmitOneBridge, log: RendererLog): (attemptId: string) => void {
  async function note(attemptId: string): Promise<void> {
    for (let tries = 1; tries <= TRIES; tries += 1) {
      try {
        await bridge.call('attempt:shown', { attemptId });
        return;
      } catch (error) {
        log.error('The gate could not be told that an answer was seen.', {
          attemptId,
          tries,
          ...fieldsOfError(error),
        });
      }
    }
  }
  return (attemptId) => void note(attemptId);
}
