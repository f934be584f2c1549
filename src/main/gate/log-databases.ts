import { readFileSync } from 'node:fs';
import path from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { z } from 'zod';
import type { LogLine } from '#main/emergency/log/log-reading.ts';
import { describeError } from '#main/log/describe-error.ts';
import type { Logger } from '#main/log/logger.ts';

/**
 * For which database the lines of this laptop's logs were decided: each part says so. A laptop that was rehearsed with goes on
 * in the same log at the concert, and what was let in there must not count here, nor go into this database by itself. A
 * database is known by its identity: the same one under another address is the same one.
 */
export type LogDatabases = {
  /** The database that the gate decides for: the one that has answered, until then the one that answered last time. */
  readonly current: () => string | null;
  /** The database has answered in this process. Before that nothing goes into it, and it is copied from nowhere. */
  readonly isConfirmed: () => boolean;
  /** The database has answered and says who it is. True when it is another one than the gate has decided for until now. */
  readonly confirm: (databaseId: string) => boolean;
  /** The other database that a line was decided for. Null for this one, and while nobody knows: counting it is the safer mistake. */
  readonly otherOf: (line: Pick<LogLine, 'databaseId'>) => string | null;
};

const fileSchema = z.strictObject({ version: z.literal(2), databaseId: z.string() });

/** Reads back from the gate's `folder` which database answered last time. */
export function openLogDatabases(folder: string, log: Logger): LogDatabases {
  const file = path.join(folder, 'log-databases.json');
  let current = readFile(file, log);
  let isConfirmed = false;

  /** Nobody waits for it: what is not written down is asked of the database again. */
  async function keep(databaseId: string): Promise<void> {
    const content: z.infer<typeof fileSchema> = { version: 2, databaseId };
    try {
      await writeFileAtomic(file, JSON.stringify(content), { mode: 0o600 });
    } catch (error) {
      log.error('Which database answered last could not be written down', describeError(error));
    }
  }

  return {
    current: () => current,
    isConfirmed: () => isConfirmed,
    confirm(databaseId) {
      const before = current;
      isConfirmed = true;
      if (before === databaseId) return false;
      current = databaseId;
      void keep(databaseId);
      if (before === null) return false;
      log.warn('This is another database than before', { before, databaseId });
      return true;
    },
    otherOf({ databaseId }) {
      return databaseId === null || current === null || databaseId === current ? null : databaseId;
    },
  };
}

function readFile(file: string, log: Logger): string | null {
  try {
    return fileSchema.parse(JSON.parse(readFileSync(file, 'utf8'))).databaseId;
  } catch (error) {
    const isNew = (error as NodeJS.ErrnoException).code === 'ENOENT';
    if (!isNew) log.error('Which database answered last could not be read', describeError(error));
    return null;
  }
}
