import { execFileSync } from 'node:child_process';
import { mkdir, open, rm, statfs } from 'node:fs/promises';
import path from 'node:path';

const PIECE_BYTES = 1024 * 1024;
const SMALLEST_PIECE_BYTES = 512;

/** A disk of its own that can be filled to the last byte without harm to anybody else. */
export type SmallDisk = {
  readonly folder: string;
  /** Takes what room is left, all of it; call it again when something was removed since. */
  readonly fill: () => Promise<void>;
  /** Gives the room back. */
  readonly free: () => Promise<void>;
  readonly freeBytes: () => Promise<number>;
  /** Makes it read-only, or writable again. */
  readonly setReadOnly: (isReadOnly: boolean) => void;
  /** Takes it away, whoever still writes to it: what a hand does with a stick. May be called again. */
  readonly unmount: () => void;
};

/**
 * Mounts a disk in memory of `size` (`64k`, `2m`) at `folder`. Needs Linux and root: throws with a sentence where mounting is
 * refused, because a fault that was not tried must not look like one that was survived.
 */
export async function mountSmallDisk(folder: string, size: string): Promise<SmallDisk> {
  await mkdir(folder, { recursive: true });
  try {
    run('mount', ['-t', 'tmpfs', '-o', `size=${size},mode=0700`, 'tmpfs', folder]);
  } catch (error) {
    throw new Error(
      `A full disk can't be tried here: mounting a small tmpfs was refused. Run this test on Linux as root.`,
      { cause: error },
    );
  }
  const ballast = path.join(folder, 'ballast');
  let isMounted = true;
  return {
    folder,
    async fill() {
      const file = await open(ballast, 'a');
      try {
        // Smaller and smaller pieces: what is left at the end would not hold a line.
        for (let bytes = PIECE_BYTES; bytes >= SMALLEST_PIECE_BYTES; bytes /= 2) {
          while (await takes(file, bytes));
        }
      } finally {
        await file.close();
      }
    },
    free: () => rm(ballast, { force: true }),
    async freeBytes() {
      const { bavail, bsize } = await statfs(folder);
      return bavail * bsize;
    },
    setReadOnly(isReadOnly) {
      run('mount', ['-o', `remount,${isReadOnly ? 'ro' : 'rw'}`, folder]);
    },
    unmount() {
      if (!isMounted) return;
      isMounted = false;
      // Lazily: a process that ends just now may still have a file open.
      run('umount', ['--lazy', folder]);
    },
  };
}

/** Waits for it: a stick that is pulled out is out at once. */
function run(program: string, args: readonly string[]): void {
  execFileSync(program, args, { stdio: ['ignore', 'ignore', 'pipe'] });
}

async function takes(file: Awaited<ReturnType<typeof open>>, bytes: number): Promise<boolean> {
  try {
    await file.write(Buffer.alloc(bytes, 'x'));
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOSPC') return false;
    throw error;
  }
}
