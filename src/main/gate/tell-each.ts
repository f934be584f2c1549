import { describeError } from '#main/log/describe-error.ts';
import type { Logger } from '#main/log/logger.ts';

/**
 * Tells every listener. One that throws is a bug of its own: the others hear it all the same, and whoever tells goes on with its work.
 */
export function tellEach<T>(listeners: Iterable<(news: T) => void>, news: T, log: Logger): void {
  for (const listener of listeners) {
    try {
      listener(news);
    } catch (error) {
      log.error('A listener failed', describeError(error));
    }
  }
}
