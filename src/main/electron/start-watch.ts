import type { WebContents } from 'electron';

/** How long a page may take from its loading to its first question; some seconds are enough for the slowest laptop. */
const START_WITHIN_MS = 30_000;

type StartWatchOptions = {
  readonly contents: Pick<WebContents, 'on'>;
  /** Calls its listener each time the scan screen shows that it is up. */
  readonly onScreenUp: (listener: () => void) => void;
  readonly onStuck: () => void;
};

/**
 * Calls `onStuck` when a document came and no scan screen with it: a bundle that is missing or throws leaves a page that
 * loads, answers and does nothing.
 */
export function watchForStart({ contents, onScreenUp, onStuck }: StartWatchOptions): void {
  let overdue: NodeJS.Timeout | undefined;
  const disarm = () => {
    clearTimeout(overdue);
    overdue = undefined;
  };
  // Only a document that has taken the place of the one before: a navigation that was refused leaves the screen as it is.
  // A page that loads itself again and again, as ours does when it fails, gets no more time by it.
  contents.on('did-navigate', () => {
    overdue ??= setTimeout(() => {
      overdue = undefined;
      onStuck();
    }, START_WITHIN_MS);
  });
  onScreenUp(disarm);
  // What brings it back begins with a document of its own.
  contents.on('render-process-gone', disarm);
  contents.on('destroyed', disarm);
}
