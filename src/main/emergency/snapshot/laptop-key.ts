import { hkdfSync, randomBytes } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import { describeError } from '#main/log/describe-error.ts';
import type { Logger } from '#main/log/logger.ts';

/** The secret of this laptop that makes its snapshot's digests worthless anywhere else. */
export type LaptopKey = {
  /** The salt of everything that is derived from a code. */
  readonly codeSalt: Buffer;
  /** The key of the rows' fingerprints, as hexadecimal digits. */
  readonly fingerprintKey: string;
  /** Tells whether a snapshot was written under this key; gives nothing of it away. */
  readonly mark: string;
  /** False: it could be neither read nor kept, and lasts as long as the process. */
  readonly isKept: boolean;
  /** Tries again to read the key that is there, or else to keep this one. */
  readonly keep: () => LaptopKey;
};

const KEY_BYTES = 32;

/** Where the key of a user-data folder is. */
export function laptopKeyPath(folder: string): string {
  return path.join(folder, 'snapshot-key');
}

/**
 * Reads the key of this user-data folder, or makes one. A damaged one is put aside: the snapshot is then copied anew. Never throws: a key that can't be
 * kept lasts as long as the process.
 */
export function openLaptopKey(folder: string, log: Logger): LaptopKey {
  return keepKey(folder, randomBytes(KEY_BYTES), log);
}

function keepKey(folder: string, fresh: Buffer, log: Logger): LaptopKey {
  const kept = readKey(folder, fresh, log);
  return { ...derive(kept ?? fresh), isKept: kept !== null, keep: () => keepKey(folder, fresh, log) };
}

function readKey(folder: string, fresh: Buffer, log: Logger): Buffer | null {
  const file = laptopKeyPath(folder);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const found = readIfThere(file);
    if (found?.length === KEY_BYTES) return found;
    if (found !== null) {
      log.error('The snapshot key is damaged: a new one is made, and the snapshot copied anew');
      renameSync(file, `${file}.damaged`);
    }
    makeKey(file, fresh);
    return readFileSync(file);
  } catch (error) {
    log.error('The snapshot key can be neither read nor kept', describeError(error));
    return null;
  }
}

function readIfThere(file: string): Buffer | null {
  try {
    return readFileSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** Written whole under another name first; of two processes that start together, both use the one that came first. */
function makeKey(file: string, key: Buffer): void {
  const draft = `${file}.${process.pid}`;
  const descriptor = openSync(draft, 'w', 0o600);
  try {
    writeSync(descriptor, key);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  try {
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
      // A file system without links.
      renameSync(draft, file);
    }
  } finally {
    rmSync(draft, { force: true });
  }
}

function derive(key: Buffer): Pick<LaptopKey, 'codeSalt' | 'fingerprintKey' | 'mark'> {
  const part = (info: string): Buffer => Buffer.from(hkdfSync('sha256', key, '', info, KEY_BYTES));
  return {
    codeSalt: part('admit-one snapshot codes'),
    fingerprintKey: part('admit-one snapshot fingerprints').toString('hex'),
    mark: part('admit-one snapshot mark').toString('hex').slice(0, 16),
  };
}
