import {
  closeSync,
  existsSync,
  futimesSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { attemptIdSchema, instantSchema } from '#shared/attempt.ts';
import { describeError } from '#main/log/describe-error.ts';
import type { Logger } from '#main/log/logger.ts';

const entrySchema = z.union([
  z.strictObject({ begun: attemptIdSchema, codeDigest: z.hex().length(64), at: instantSchema }),
  z.strictObject({ settled: attemptIdSchema }),
]);
type Entry = z.infer<typeof entrySchema>;
export type BegunEntry = Extract<Entry, { begun: string }>;

/** One process's file of open attempts. */
export type OpenAttemptsFile = {
  /** Writes down what has just changed; the file is made anew, of all that is open, where it could not be written before. */
  readonly write: (entry: Entry) => void;
  /** True while the file says all there is to say. */
  readonly isWhole: () => boolean;
  /** Shows that this process lives, and tries again where the file could not be written. */
  readonly touch: (now: Date) => void;
  readonly close: () => void;
};

/** Opens `file`. `open` tells what is open now; `onWhole` is called whenever the file has been made of all that is. */
export function openOpenAttemptsFile(options: {
  readonly file: string;
  readonly open: () => readonly BegunEntry[];
  readonly onWhole: () => void;
  readonly log: Logger;
}): OpenAttemptsFile {
  const { file, log } = options;
  let descriptor: number | null = null;
  /** Whether the last attempt to write went wrong: said once, not with every guest of a night with a full disk. */
  let hasFailed = false;

  function attempt(work: () => void): void {
    try {
      work();
      if (hasFailed) log.info('Open attempts are on the disk again');
      hasFailed = false;
    } catch (error) {
      if (!hasFailed) log.error('Open attempts are only in memory for now', describeError(error));
      hasFailed = true;
      letGo();
    }
  }

  function letGo(): void {
    if (descriptor !== null) closeSync(descriptor);
    descriptor = null;
  }

  /** In the place of the file that was there: one that is torn, or lacks a line, would bring back what is settled. */
  function makeAnew(): void {
    mkdirSync(path.dirname(file), { recursive: true });
    const anew = `${file}.new`;
    const made = openSync(anew, 'w', 0o600);
    try {
      writeWhole(made, options.open());
    } finally {
      closeSync(made);
    }
    renameSync(anew, file);
    descriptor = openSync(file, 'a', 0o600);
    options.onWhole();
  }

  attempt(makeAnew);
  return {
    write: (entry) =>
      attempt(() => {
        if (descriptor === null) makeAnew();
        else writeWhole(descriptor, [entry]);
      }),
    isWhole: () => descriptor !== null,
    touch: (now) =>
      attempt(() => {
        if (descriptor === null) makeAnew();
        else futimesSync(descriptor, now, now);
      }),
    close() {
      if (descriptor === null && existsSync(file)) attempt(makeAnew);
      const isWhole = descriptor !== null;
      letGo();
      if (isWhole && options.open().length === 0) rmSync(file, { force: true });
    },
  };
}

/** @throws when the disk takes less than all of it: one that is nearly full takes a part, and says so only by the count. */
function writeWhole(descriptor: number, entries: readonly Entry[]): void {
  const bytes = Buffer.from(entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
  if (writeSync(descriptor, bytes) < bytes.length) throw new Error('The disk took a part of it only');
}

/** The attempts of a file that were begun and not settled; none where there is no file. A torn last line is the kill itself. */
export function readOpenAttempts(file: string): BegunEntry[] {
  if (!existsSync(file)) return [];
  const begun = new Map<string, BegunEntry>();
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    const entry = entrySchema.safeParse(parseJson(line));
    if (!entry.success) continue;
    if ('begun' in entry.data) begun.set(entry.data.begun, entry.data);
    else begun.delete(entry.data.settled);
  }
  return [...begun.values()];
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
