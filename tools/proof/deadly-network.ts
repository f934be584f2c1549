import { type FaultProxy, startFaultProxy } from '../faults/fault-proxy.ts';

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

/** A network for one gate, on which the gate can be killed at one moment of its next attempt. */
export type DeadlyNetwork = {
  readonly through: FaultProxy['through'];
  /**
   * Kills the gate at `moment` of its next attempt. Resolves when the kill is done.
   * @param isCommitted whether the server has committed the attempt; asked again and again until it has.
   */
  readonly killAt: (moment: Moment, kill: () => void, isCommitted: () => Promise<boolean>) => Promise<void>;
  readonly close: () => Promise<void>;
};

/** Puts one before the server at `host:port`. */
export async function startDeadlyNetwork(target: {
  readonly host: string;
  readonly port: number;
}): Promise<DeadlyNetwork> {
  const proxy = await startFaultProxy(target);
  return {
    through: proxy.through,
    close: proxy.close,
    killAt: (moment, kill, isCommitted) =>
      new Promise((resolve, reject) => {
        proxy.onClientData = (text) => {
          if (!text.includes(moment === 'lock-sent' ? 'for update' : 'COMMIT')) return 'pass';
          // Once: the gate's next process is to live.
          proxy.onClientData = () => 'pass';
          if (moment !== 'committed') {
            kill();
            resolve();
            return 'pass';
          }
          becomes(isCommitted).then(kill).then(resolve, reject);
          return 'swallow-reply';
        };
      }),
  };
}

async function becomes(isTrue: () => Promise<boolean>): Promise<void> {
  while (!(await isTrue()));
}
