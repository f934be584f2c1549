import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { z } from 'zod';
import { instantSchema } from '#shared/attempt.ts';
import { describeError } from '#main/log/describe-error.ts';
import type { Logger } from '#main/log/logger.ts';

/** How long to wait after so many wrong tries in a row; from then on always the last. Two slips of a finger are free. */
const DELAYS_MS = [0, 0, 0, 5_000, 15_000, 30_000, 60_000, 120_000, 300_000] as const;
const LONGEST_DELAY_MS = 300_000;

/** How long after the last of `count` wrong tries the next one is taken. */
function delayAfterMs(count: number): number {
  return DELAYS_MS[count] ?? LONGEST_DELAY_MS;
}

const fileSchema = z.strictObject({ count: z.int().nonnegative(), lastAt: instantSchema });

/** Counts wrong tries, on the disk too: a restart must not give anybody more of them. */
export type WrongTries = {
  /** Until when no PIN is taken; null when one may be tried now. */
  readonly nextTryAt: () => Date | null;
  /** Counts a try as wrong. Called before it is looked at, so that pulling the plug in between does not undo it. */
  readonly count: () => Promise<void>;
  /** The try was right. */
  readonly forget: () => Promise<void>;
};

/**
 * Reads the count back. Where the disk can't be written the count goes on in memory: in an outage with a full disk the lead's screen
 * is what says what to do, and must open.
 */
export async function openWrongTries(options: {
  readonly folder: string;
  readonly log: Logger;
  readonly now: () => Date;
}): Promise<WrongTries> {
  const { folder, log, now } = options;
  const file = triesPath(folder);
  let { count, lastAtMs } = await readCount(file, log, now);

  return {
    nextTryAt() {
      // A clock that was set back must not lock the lead out until it has come round again.
      lastAtMs = Math.min(lastAtMs, now().getTime());
      const nextMs = lastAtMs + delayAfterMs(count);
      return nextMs > now().getTime() ? new Date(nextMs) : null;
    },
    async count() {
      count += 1;
      lastAtMs = now().getTime();
      const text = JSON.stringify({ count, lastAt: new Date(lastAtMs).toISOString() });
      try {
        await mkdir(folder, { recursive: true });
        await writeFileAtomic(file, `${text}\n`, { mode: 0o600 });
      } catch (error) {
        log.warn('A wrong PIN could not be noted on the disk', describeError(error));
      }
    },
    async forget() {
      count = 0;
      await forgetWrongTries(folder).catch((error: unknown) => {
        log.warn('The count of wrong PINs could not be deleted', describeError(error));
      });
    },
  };
}

/**
 * Deletes the count on the disk.
 * @throws the file system's error.
 */
export async function forgetWrongTries(folder: string): Promise<void> {
  await rm(triesPath(folder), { force: true });
}

function triesPath(folder: string): string {
  return path.join(folder, 'lead-wrong-tries.json');
}

type Count = { count: number; lastAtMs: number };

async function readCount(file: string, log: Logger, now: () => Date): Promise<Count> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { count: 0, lastAtMs: 0 };
    log.warn('The count of wrong PINs could not be read', describeError(error));
    return spoilt(now);
  }
  try {
    const { count, lastAt } = fileSchema.parse(JSON.parse(text));
    return { count, lastAtMs: Date.parse(lastAt) };
  } catch {
    log.warn('The count of wrong PINs is damaged: it goes on as if there had been some', {});
    return spoilt(now);
  }
}

/** Where there was a count and nobody knows which, one delay is the price. */
function spoilt(now: () => Date): Count {
  return { count: DELAYS_MS.length - 4, lastAtMs: now().getTime() };
}
