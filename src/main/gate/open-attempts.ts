import { readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { describeError } from '#main/log/describe-error.ts';
import type { Logger } from '#main/log/logger.ts';
import { type BegunEntry, openOpenAttemptsFile, readOpenAttempts } from './open-attempts-file.ts';

/**
 * The attempts of this gate whose answer nobody has seen. A rescan of such a code goes on under the attempt's id, so that
 * what was committed the first time is shown in green. They are kept in a small file as well: a
 * kiosk that is killed between the commit and the green must not turn its guest away when it is back.
 *
 * Written without fsync: it has to outlive the process, not the power, and it stands in the way of every attempt. Where the
 * disk takes nothing they are in memory, and all of them are written as soon as it does again.
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
  /** By attempt id, oldest first. */
  const open = new Map<string, BegunEntry>();
  const ownFile = path.join(folder, `open-attempts-${process.pid}.jsonl`);
  /** Files that were taken over; they go when what stood in them is in this process's file. */
  const taken = new Set<string>();
  /** Files of processes that were alive when we looked: they may have died since. */
  let hasNeighbours = true;

  for (const entry of readOwn()) open.set(entry.begun, entry);
  const file = openOpenAttemptsFile({
    file: ownFile,
    open: () => [...open.values()],
    onWhole: letGoOfTaken,
    log,
  });

  function readOwn(): BegunEntry[] {
    try {
      return readOpenAttempts(ownFile);
    } catch (error) {
      log.error('Open attempts could not be read', describeError(error));
      return [];
    }
  }

  /** Not before: killed until then, the next process finds them under the taker's name. */
  function letGoOfTaken(): void {
    for (const name of taken) {
      rmSync(name, { force: true });
      taken.delete(name);
    }
  }

  function takeOver(): void {
    hasNeighbours = false;
    for (const name of readdirSync(folder)) {
      const belongs = ownerOf(name);
      if (belongs === null || name === path.basename(ownFile)) continue;
      if (isInUse(path.join(folder, name), belongs, now())) {
        hasNeighbours = true;
        continue;
      }
      const taking = path.join(folder, `open-attempts-${belongs}.jsonl.taken-by-${process.pid}`);
      if (taken.has(taking)) continue;
      try {
        // Renaming is atomic: of two processes that start together, one gets the file.
        renameSync(path.join(folder, name), taking);
      } catch {
        continue;
      }
      taken.add(taking);
      const entries = readOpenAttempts(taking).filter(
        (entry) => now().getTime() - new Date(entry.at).getTime() < MAX_AGE_MS,
      );
      for (const entry of entries) {
        open.set(entry.begun, entry);
        file.write(entry);
      }
      if (file.isWhole()) letGoOfTaken();
      if (entries.length > 0)
        log.warn('Took over attempts that were never answered', { attempts: entries.length });
    }
  }

  function takeOverIfCan(): void {
    try {
      takeOver();
    } catch (error) {
      hasNeighbours = true;
      log.error('Open attempts of others could not be taken over', describeError(error));
    }
  }

  takeOverIfCan();
  const touching = setInterval(() => file.touch(now()), TOUCH_EVERY_MS);
  touching.unref();

  function findOpen(key: string): string | null {
    return [...open.values()].findLast(({ codeDigest }) => codeDigest === key)?.begun ?? null;
  }

  return {
    find(codeDigest) {
      const key = codeDigest.toString('hex');
      const found = findOpen(key);
      if (found !== null || !hasNeighbours || !file.isWhole()) return found;
      takeOverIfCan();
      return findOpen(key);
    },
    has: (attemptId) => open.has(attemptId),
    begin(attemptId, codeDigest) {
      if (open.has(attemptId)) return;
      const entry = { begun: attemptId, codeDigest: codeDigest.toString('hex'), at: now().toISOString() };
      open.set(attemptId, entry);
      file.write(entry);
    },
    settle(attemptId) {
      if (open.delete(attemptId)) file.write({ settled: attemptId });
    },
    close() {
      clearInterval(touching);
      file.close();
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

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
