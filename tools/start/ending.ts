/** What must end before this process does. */
export type Ending = {
  /** Adds something to end; the latest added ends first. Ends it at once when the end has begun already. */
  readonly add: (stop: () => Promise<void>) => void;
  readonly isEnding: () => boolean;
  /** Ends everything, then this process. The first call's exit code counts. */
  readonly end: (exitCode: number) => Promise<void>;
};

export function createEnding(exit: (code: number) => void): Ending {
  const stops: (() => Promise<void>)[] = [];
  let isEnding = false;
  return {
    add: (stop) => {
      if (isEnding) void stop();
      else stops.push(stop);
    },
    isEnding: () => isEnding,
    end: async (exitCode) => {
      if (isEnding) return;
      isEnding = true;
      for (const stop of stops.toReversed()) {
        try {
          await stop();
        } catch (error) {
          console.error(`Something did not end well: ${String(error)}`);
        }
      }
      exit(exitCode);
    },
  };
}
