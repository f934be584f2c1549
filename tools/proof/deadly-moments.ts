import { createHash } from 'node:crypto';
import type { FaultProxy } from '../faults/fault-proxy.ts';

/** Where in an attempt a gate dies. */
export const MOMENTS = [
  /** Its lock statement is on the way: the server locks the row for somebody who is gone. */
  'lock-sent',
  /** Its COMMIT is on the way: nobody can say whether it came through. */
  'commit-sent',
  /** Its COMMIT is done, and the answer to it never arrived. */
  'committed',
] as const;
export type Moment = (typeof MOMENTS)[number];

/**
 * Kills the gate behind `network` at `moment` of its attempt at `code`. Resolves when the kill is done.
 * @param isCommitted whether the server has committed the attempt; asked again and again until it has.
 */
export function killAt(
  network: FaultProxy,
  attempt: { readonly moment: Moment; readonly code: string },
  kill: () => void,
  isCommitted: () => Promise<boolean>,
): Promise<void> {
  // Every statement about the code carries its digest; a replay or a refresh that goes on beside it does not.
  const digest = createHash('sha256').update(attempt.code).digest('hex');
  const word = attempt.moment === 'lock-sent' ? 'for update' : 'COMMIT';
  return new Promise((resolve, reject) => {
    network.onClientData = (text) => {
      if (!text.includes(word) || !text.includes(digest)) return 'pass';
      // Once: the gate's next process is to live.
      network.onClientData = () => 'pass';
      if (attempt.moment !== 'committed') {
        kill();
        resolve();
        return 'pass';
      }
      becomes(isCommitted).then(kill).then(resolve, reject);
      return 'swallow-reply';
    };
  });
}

async function becomes(isTrue: () => Promise<boolean>): Promise<void> {
  while (!(await isTrue()));
}
