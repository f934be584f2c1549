import { readFileSync } from 'node:fs';
import path from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { z } from 'zod';
import type { LogLine } from '#main/emergency/log/log-reading.ts';
import { describeError } from '#main/log/describe-error.ts';
import type { Logger } from '#main/log/logger.ts';

/** Where a line stands. */
type LinePlace = Pick<LogLine, 'logId' | 'sequence'>;

/**
 * For which database the lines of this gate's logs were decided. A laptop that was rehearsed with goes on in the same log at
 * the concert: what was let in there must not count here, nor go into this database by itself.
 */
export type LogDatabases = {
  /** The other database that a line was decided for; null for the one that is set up. */
  readonly otherOf: (line: LinePlace) => string | null;
  /** Draws the line: all that is `found` was decided for the database that was set up before. Called once, before any new line. */
  readonly begin: (found: readonly LinePlace[]) => Promise<void>;
};

const fileSchema = z.strictObject({
  version: z.literal(1),
  /** The one that this gate was opened for last, as host:port/name. */
  database: z.string().nullable(),
  /** Up to which sequence number a log's lines were decided for a database, in order; the rest is of the last one. */
  logs: z.array(
    z.strictObject({
      logId: z.string(),
      stretches: z.array(z.strictObject({ upTo: z.int(), database: z.string() })),
    }),
  ),
});
type Stretches = readonly { readonly upTo: number; readonly database: string }[];

/** Reads back from the gate's `folder` what was set up before; `database` is what is now, as host:port/name. */
export function openLogDatabases(folder: string, database: string, log: Logger): LogDatabases {
  const file = path.join(folder, 'log-databases.json');
  const before = readFile(file, log);
  const logs = new Map<string, Stretches>(before.logs.map(({ logId, stretches }) => [logId, stretches]));

  return {
    otherOf({ logId, sequence }) {
      const found = logs.get(logId)?.find(({ upTo }) => sequence <= upTo)?.database;
      return found === undefined || found === database ? null : found;
    },
    async begin(found) {
      if (before.database === database) return;
      if (before.database !== null) {
        log.warn('The gate was set up for another database before', { before: before.database });
        for (const [logId, upTo] of endsOf(found)) {
          const stretches = logs.get(logId) ?? [];
          if (upTo <= (stretches.at(-1)?.upTo ?? -1)) continue;
          logs.set(logId, [...stretches, { upTo, database: before.database }]);
        }
      }
      const content: z.infer<typeof fileSchema> = {
        version: 1,
        database,
        logs: [...logs].map(([logId, stretches]) => ({ logId, stretches: [...stretches] })),
      };
      try {
        await writeFileAtomic(file, JSON.stringify(content), { mode: 0o600 });
      } catch (error) {
        log.error('For which database the log is could not be written down', describeError(error));
      }
    },
  };
}

function endsOf(lines: readonly LinePlace[]): Map<string, number> {
  const ends = new Map<string, number>();
  for (const { logId, sequence } of lines) ends.set(logId, Math.max(sequence, ends.get(logId) ?? -1));
  return ends;
}

function readFile(file: string, log: Logger): z.infer<typeof fileSchema> {
  try {
    return fileSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    const isNew = (error as NodeJS.ErrnoException).code === 'ENOENT';
    if (!isNew) log.error('For which database the logs are could not be read', describeError(error));
    return { version: 1, database: null, logs: [] };
  }
}
