import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { Transform, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { originOf } from '#main/log/describe-error.ts';
import { BackupError } from './backup-failure.ts';
import { watchDump, watching } from './dump-watch.ts';
import type { ServerKind } from './server-kind.ts';

/** What a backup's file holds. */
export type BackupContents = {
  readonly kind: ServerKind;
  readonly tables: number;
  /** Of the file. */
  readonly sha256: string;
};

/** The first two bytes of a file that gzip packed. */
const GZIP_MAGIC = Buffer.from([0x1f, 0x8b]);

const TAKE_ANOTHER = 'Take another backup: half of one is none.';

/**
 * Reads a backup through to its end and makes sure that it is whole, before anything is done with it. A dump that nobody packed will do.
 * @throws {BackupError} for a file that is no backup, a damaged or cut-off one, or one that would go into another database; else the file system's error.
 */
export async function readBackup(
  file: string,
  onProgress: (bytes: number) => void,
  signal: AbortSignal,
): Promise<BackupContents> {
  const watch = watchDump();
  const hash = createHash('sha256');
  const hashing = new Transform({
    transform(piece: Buffer, _encoding, done) {
      hash.update(piece);
      done(null, piece);
    },
  });
  const nowhere = new Writable({ write: (_piece, _encoding, done) => done() });
  const unpacking = await unpackingOf(file);
  try {
    await pipeline(
      [
        createReadStream(file),
        hashing,
        ...unpacking,
        watching(watch, () => onProgress(watch.bytes())),
        nowhere,
      ],
      { signal },
    );
  } catch (error) {
    // zlib's own errors: a file that ends too early, or whose check sum is another.
    if (originOf(error).code?.startsWith('Z_') === true) {
      throw new BackupError(`${file} is damaged or cut off.`, TAKE_ANOTHER);
    }
    throw error;
  }
  const kind = watch.kind();
  if (kind === null) {
    throw new BackupError(`${file} is no backup of a database.`, 'Name a file that “admit-one backup” made.');
  }
  if (!watch.isComplete()) throw new BackupError(`${file} breaks off before its end.`, TAKE_ANOTHER);
  if (watch.namesDatabase()) {
    throw new BackupError(
      'This dump names its own database: the client would go there, and over what it holds.',
      'Make one of a single database, without --databases or --all-databases.',
    );
  }
  return { kind, tables: watch.tables(), sha256: hash.digest('hex') };
}

/** The stage that unpacks a file, where it is packed. */
export async function unpackingOf(file: string): Promise<readonly Transform[]> {
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(GZIP_MAGIC.length), 0, GZIP_MAGIC.length, 0);
    return buffer.subarray(0, bytesRead).equals(GZIP_MAGIC) ? [createGunzip()] : [];
  } finally {
    await handle.close();
  }
}
