import {
  closeSync,
  existsSync,
  futimesSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
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
  readonly has: (attemptId: string) => boolean;
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

/** A file, and one that somebody was killed over while taking it. */
const FILE_NAME = /^open-attempts-(?<pid>\d+)\.jsonl(?:\.taken-by-(?<taker>\d+))?$/u;

/** A living process touches its file this often; one untouched for longer belongs to a pid that was given anew. */
const TOUCH_EVERY_MS = 10_000;
const UNTOUCHED_MS = 120_000;

/** Opens this process's file in the gate's `folder`, and takes over what processes that are gone have left open. */
export function openOpenAttempts(
  folder: string,
  log: Logger,
  now: () => Date = () => new Date(),
): OpenAttempts {
  /** Attempt ids with the digests of their codes, oldest first. */
  const open = new Map<string, string>();
  const file = path.join(folder, `open-attempts-${process.pid}.jsonl`);
  let descriptor: number | null = null;
  /** Files of processes that were alive when we looked: they may have died since. */
  let hasNeighbours = false;

  function write(entry: z.infer<typeof entrySchema>): void {
    if (descriptor === null) return;
    try {
      writeSync(descriptor, `${JSON.stringify(entry)}\n`);
    } catch (error) {
      giveUpFile(error);
    }
  }

  function giveUpFile(error: unknown): void {
    log.error('Open attempts are only in memory from now on', describeError(error));
    if (descriptor !== null) closeSync(descriptor);
    descriptor = null;
  }

  function takeOver(): void {
    hasNeighbours = false;
    for (const name of readdirSync(folder)) {
      const belongs = ownerOf(name);
      if (belongs === null || name === path.basename(file)) continue;
      if (isInUse(path.join(folder, name), belongs, now())) {
        hasNeighbours = true;
        continue;
      }
      const taken = path.join(folder, `open-attempts-${belongs}.jsonl.taken-by-${process.pid}`);
      try {
        // Renaming is atomic: of two processes that start together, one gets the file.
        renameSync(path.join(folder, name), taken);
      } catch {
        continue;
      }
      const entries = readEntries(readFileSync(taken, 'utf8')).filter(
        (entry) => now().getTime() - new Date(entry.at).getTime() < MAX_AGE_MS,
      );
      for (const entry of entries) {
        open.set(entry.begun, entry.codeDigest);
        write(entry);
      }
      // Only now: killed before, the next process finds it under the taker's name.
      rmSync(taken);
      if (entries.length > 0)
        log.warn('Took over attempts that were never answered', { attempts: entries.length });
    }
  }

  try {
    mkdirSync(folder, { recursive: true });
    const inherited = existsSync(file) ? readEntries(readFileSync(file, 'utf8')) : [];
    descriptor = openSync(file, 'a', 0o600);
    for (const entry of inherited) open.set(entry.begun, entry.codeDigest);
    takeOver();
  } catch (error) {
    giveUpFile(error);
  }

  const touching = setInterval(() => {
    try {
      if (descriptor !== null) futimesSync(descriptor, now(), now());
    } catch (error) {
      giveUpFile(error);
    }
  }, TOUCH_EVERY_MS);
  touching.unref();

  function findOpen(key: string): string | null {
    return [...open].findLast(([, digest]) => digest === key)?.[0] ?? null;
  }

  return {
    find(codeDigest) {
      const key = codeDigest.toString('hex');
      const found = findOpen(key);
      if (found !== null || !hasNeighbours || descriptor === null) return found;
      takeOver();
      return findOpen(key);
    },
    has: (attemptId) => open.has(attemptId),
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
      clearInterval(touching);
      if (descriptor === null) return;
      closeSync(descriptor);
      descriptor = null;
      if (open.size === 0) rmSync(file, { force: true });
    },
  };
}

/** The pid that a file belongs to: its writer's, or that of whoever was taking it over. */
function ownerOf(name: string): number | null {
  const groups = FILE_NAME.exec(name)?.groups;
  return groups === undefined ? null : Number(groups['taker'] ?? groups['pid']);
}

/** A file of a living process is left alone: two processes that shared an open attempt could both show its green. */
function isInUse(file: string, pid: number, now: Date): boolean {
  if (pid === process.pid || !isAlive(pid)) return false;
  const touchedAt = statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return now.getTime() - touchedAt < UNTOUCHED_MS;
}

type BegunEntry = Extract<z.infer<typeof entrySchema>, { begun: string }>;

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
