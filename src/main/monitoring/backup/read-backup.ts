import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { Transform, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { originOf } from '#main/log/describe-error.ts';
import { BackupError } from './backup-failure.ts';
import { watchDump, watching } from './dump-watch.ts';
import { judgeStatement, type StatementJudgement, type Stretch } from './judge-statement.ts';
import type { ServerKind } from './server-kind.ts';
import { readStatements } from './statement-heads.ts';

/** What a backup's file holds. */
export type BackupContents = {
  readonly kind: ServerKind;
  readonly tables: number;
  /** Of the file. */
  readonly sha256: string;
  /** Where the text names a database that its own is meant by: a stranger's on the server that it is restored on. */
  readonly databaseNames: readonly Stretch[];
};

/** The first two bytes of a file that gzip packed. */
const GZIP_MAGIC = Buffer.from([0x1f, 0x8b]);

const TAKE_ANOTHER = 'Take another backup: half of one is none.';

/**
 * Reads a backup through to its end and makes sure that it is whole, before anything is done with it. A dump that nobody packed will do.
 * @throws {BackupError} for a file that is no backup, a damaged or cut-off one, or one that could touch more than its own database; else the file system's error.
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
  const databaseNames: Stretch[] = [];
  const strange: Strange[] = [];
  const statements = readStatements((head) => {
    const judged = judgeStatement(head);
    if (judged.touches === 'own-unnamed') databaseNames.push(judged.name);
    const isWorse = judged.touches === 'database' || (judged.touches === 'unknown' && strange.length === 0);
    if (isWorse && strange.length < 2) strange.push(judged);
  });
  const reading = new Writable({
    write(piece: Buffer, _encoding, done) {
      statements.note(piece);
      done();
    },
  });
  const unpacking = await unpackingOf(file);
  try {
    await pipeline(
      [
        createReadStream(file),
        hashing,
        ...unpacking,
        watching(watch, () => onProgress(watch.bytes())),
        reading,
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
  if (statements.end()) {
    throw new BackupError(`${file} ends within a text or a comment: it was changed by hand.`, TAKE_ANOTHER);
  }
  // A dump of whole databases has other strange statements before it comes to one.
  const worst = strange.find(({ touches }) => touches === 'database') ?? strange[0];
  if (worst !== undefined) throw complaintOf(worst);
  return { kind, tables: watch.tables(), sha256: hash.digest('hex'), databaseNames };
}

type Strange = Extract<StatementJudgement, { touches: 'database' | 'unknown' }>;

function complaintOf(judged: Strange): BackupError {
  return judged.touches === 'database'
    ? new BackupError(
        'This dump names its own database: the client would go there, and over what it holds.',
        'Make one of a single database, without --databases or --all-databases.',
      )
    : new BackupError(
        `This dump could change more than the database that it is restored into. A statement of it begins with “${judged.words}”: no backup needs that.`,
        'Restore a file as “admit-one backup” wrote it, or one that mysqldump wrote with --set-gtid-purged=OFF. What somebody added by hand, run yourself after you have read it.',
      );
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
