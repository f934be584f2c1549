import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { Sink } from '#main/emergency/export/whole-file.ts';
import { BackupError } from './backup-failure.ts';
import { type DumpWatch, watching } from './dump-watch.ts';
import { startProgram } from './run-program.ts';
import type { ServerKind } from './server-kind.ts';

/**
 * - One snapshot for all tables, and rows as they come: no lock, no matter how large.
 * - `--complete-insert` names the columns: an invisible one is only filled where it is named, and older tools do not think of it.
 * - No tablespaces and no set of GTIDs: they take rights on the server, and a database is restored by itself.
 */
const DUMP_WORDS: readonly string[] = [
  '--single-transaction',
  '--quick',
  '--routines',
  '--triggers',
  '--events',
  '--hex-blob',
  '--complete-insert',
  '--no-tablespaces',
  '--default-character-set=utf8mb4',
];
const OWN_WORDS: Readonly<Record<ServerKind, readonly string[]>> = {
  mysql: ['--set-gtid-purged=OFF'],
  mariadb: [],
};

/** What is dumped, by what, and where to. */
export type DumpOptions = {
  /** The server's own tool. */
  readonly program: string;
  readonly kind: ServerKind;
  readonly optionFile: string;
  readonly database: string;
  readonly watch: DumpWatch;
  readonly onProgress: () => void;
  readonly signal: AbortSignal;
  /** Gets the packed bytes. */
  readonly sink: Sink;
};

/**
 * Dumps a database and packs it on the way.
 * @throws {ProgramError} in the tool's words, {BackupError} when it broke off, an AbortError when it was stopped, or the sink's error.
 */
export async function dumpDatabase(options: DumpOptions): Promise<void> {
  const { program, kind, optionFile, database, watch, signal, sink } = options;
  const words = [`--defaults-file=${optionFile}`, ...DUMP_WORDS, ...OWN_WORDS[kind], database];
  const running = startProgram(program, words, signal);
  running.input.end();
  await pipeline(
    running.output,
    watching(watch, options.onProgress),
    createGzip(),
    async (packed: AsyncIterable<Buffer>) => {
      for await (const piece of packed) await sink(piece);
    },
    { signal },
  );
  await running.ended;
  if (!watch.isComplete()) {
    throw new BackupError(
      'The dump broke off before its end.',
      'Look at the server’s log and its disk, then make the backup again.',
    );
  }
}
