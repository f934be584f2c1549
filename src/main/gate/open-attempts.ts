import {
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
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

/**
 * The attempts of this gate whose answer nobody has seen. A rescan of such a code goes on under the attempt's id, so that
 * what was committed the first time is shown in green. They are kept in a small file as well: a
 * kiosk that is killed between the commit and the green must not turn its guest away when it is back.
 *
 * Written without fsync: it has to outlive the process, not the power, and it stands in the way of every attempt.
 */
export type OpenAttempts = {
  /** The id that a code's open attempt goes on under, or null when it has none. */
  readonly find: (codeDigest: Buffer) => string | null;
  readonly begin: (attemptId: string, codeDigest: Buffer) => void;
  /** The attempt's answer has been shown: the next scan of the code is a new attempt. */
  readonly settle: (attemptId: string) => void;
  readonly close: () => void;
};

const entrySchema = z.union([
  z.strictObject({ begun: attemptIdSchema, codeDigest: z.hex().length(64), at: instantSchema }),
  z.strictObject({ settled: attemptIdSchema }),
]);

/** A guest may wait aside while a server comes back, but not until another night. */
const MAX_AGE_MS = 12 * 60 * 60 * 1_000;

const FILE_NAME = /^open-attempts-(?<pid>\d+)\.jsonl$/u;

/** Opens this process's file in the gate's `folder`, and takes over what processes that are gone have left open. */
export function openOpenAttempts(
  folder: string,
  log: Logger,
  now: () => Date = () => new Date(),
): OpenAttempts {
  /** Attempt ids with the digests of their codes, oldest first. */
  const open = new Map<string, string>();
  let descriptor: number | null = null;

  function write(entry: z.infer<typeof entrySchema>): void {
    if (descriptor === null) return;
    try {
      writeSync(descriptor, `${JSON.stringify(entry)}\n`);
    } catch (error) {
      log.error('Open attempts are only in memory from now on', describeError(error));
      closeSync(descriptor);
      descriptor = null;
    }
  }

  try {
    mkdirSync(folder, { recursive: true });
    const inherited = takeOver(folder, now(), log);
    descriptor = openSync(path.join(folder, `open-attempts-${process.pid}.jsonl`), 'a', 0o600);
    for (const entry of inherited) {
      open.set(entry.begun, entry.codeDigest);
      write(entry);
    }
  } catch (error) {
    log.error('Open attempts are only in memory from now on', describeError(error));
  }

  return {
    find(codeDigest) {
      const key = codeDigest.toString('hex');
      return [...open].findLast(([, digest]) => digest === key)?.[0] ?? null;
    },
    begin(attemptId, codeDigest) {
      const key = codeDigest.toString('hex');
      if (open.has(attemptId)) return;
      open.set(attemptId, key);
      write({ begun: attemptId, codeDigest: key, at: now().toISOString() });
    },
    settle(attemptId) {
      if (open.delete(attemptId)) write({ settled: attemptId });
    },
    close() {
      if (descriptor === null) return;
      closeSync(descriptor);
      descriptor = null;
      if (open.size === 0) rmSync(path.join(folder, `open-attempts-${process.pid}.jsonl`), { force: true });
    },
  };
}

type BegunEntry = Extract<z.infer<typeof entrySchema>, { begun: string }>;

/**
 * Reads and removes the files of processes that are gone. A file of a living process is left alone: two processes that
 * shared an open attempt could both show its green.
 */
function takeOver(folder: string, now: Date, log: Logger): BegunEntry[] {
  return readdirSync(folder).flatMap((name) => {
    const pid = FILE_NAME.exec(name)?.groups?.['pid'];
    if (pid === undefined || (Number(pid) !== process.pid && isAlive(Number(pid)))) return [];
    const taken = path.join(folder, `${name}.taken-by-${process.pid}`);
    try {
      // Renaming is atomic: of two processes that start together, one gets the file.
      renameSync(path.join(folder, name), taken);
    } catch {
      return [];
    }
    const entries = readEntries(readFileSync(taken, 'utf8')).filter(
      (entry) => now.getTime() - new Date(entry.at).getTime() < MAX_AGE_MS,
    );
    rmSync(taken);
    if (entries.length > 0)
      log.warn('Took over attempts that were never answered', { attempts: entries.length });
    return entries;
  });
}

/** The attempts of a file that were begun and not settled. A torn last line is the kill itself, and says nothing. */
function readEntries(text: string): BegunEntry[] {
  const begun = new Map<string, BegunEntry>();
  for (const line of text.split('\n')) {
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

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
