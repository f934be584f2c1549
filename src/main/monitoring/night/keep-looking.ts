import { setTimeout as wait } from 'node:timers/promises';
import type { UndecidedCause } from '#shared/attempt.ts';
import type { Night } from '#shared/night.ts';
import { classifyFailure } from '#main/database/failures.ts';
import { describeError } from '#main/log/describe-error.ts';
import type { Logger } from '#main/log/logger.ts';
import type { NightWatch } from './night-watch.ts';

/** What came of one look: the night, or why there was none. */
export type Look =
  | { readonly outcome: 'night'; readonly night: Night }
  | {
      readonly outcome: 'away';
      readonly cause: UndecidedCause;
      /** Since the first look that failed, by this laptop's clock. */
      readonly since: Date;
      /** The last that was seen; null where nothing ever was. */
      readonly lastNight: Night | null;
    };

/**
 * Looks every `everyMs` until `signal`, whatever becomes of the database: a monitor that ends with the server must be started again by
 * somebody who has other things to do then.
 */
export async function keepLooking(options: {
  readonly watch: NightWatch;
  readonly everyMs: number;
  readonly signal: AbortSignal;
  readonly onLook: (look: Look) => void;
  readonly log: Logger;
}): Promise<void> {
  const { watch, everyMs, signal, onLook, log } = options;
  let lastNight: Night | null = null;
  let away: { readonly cause: UndecidedCause; readonly since: Date } | null = null;

  async function lookOnce(): Promise<Look> {
    try {
      lastNight = await watch.look();
      if (away !== null) log.info('The database is back');
      away = null;
      return { outcome: 'night', night: lastNight };
    } catch (error) {
      const { cause } = classifyFailure(error);
      // Every two seconds the same: once is enough.
      if (away?.cause !== cause) log.warn('A look at the night failed', { cause, ...describeError(error) });
      away = { cause, since: away?.since ?? new Date() };
      return { outcome: 'away', ...away, lastNight };
    }
  }

  while (!signal.aborted) {
    const beganAtMs = performance.now();
    const look = await lookOnce();
    if (signal.aborted) return;
    onLook(look);
    const pauseMs = Math.max(0, everyMs - (performance.now() - beganAtMs));
    await wait(pauseMs, undefined, { signal }).catch(() => undefined);
  }
}
