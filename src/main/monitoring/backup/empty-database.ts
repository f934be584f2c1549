import { createConnection, escapeId } from 'mysql2/promise';
import { z } from 'zod';
import { parseDatabaseUrl } from '#main/database/database-url.ts';
import { withinLimit } from '#main/database/time-limit.ts';
import { originOf } from '#main/log/describe-error.ts';
import { accountName } from '../account-name.ts';
import { BackupError } from './backup-failure.ts';
import { SERVER_NAMES, type ServerKind, serverKindOf } from './server-kind.ts';

const CONNECT_MS = 5_000;
const ANSWER_MS = 10_000;

const DENIED: ReadonlySet<number> = new Set([1044, 1227]);

const QUESTION = `select version() as version, current_user() as account,
  (select count(*) from information_schema.schemata where schema_name = ?) as is_there,
  (select count(*) from information_schema.tables where table_schema = ?)
    + (select count(*) from information_schema.routines where routine_schema = ?) as things`;
const answerRows = z.tuple([
  z.object({
    version: z.string(),
    account: z.string(),
    is_there: z.coerce.number(),
    things: z.coerce.number(),
  }),
]);

/**
 * Makes sure that there is an empty database at `url`, on a server of the right kind: makes it where there is none, and never touches one that
 * holds anything.
 * @throws {BackupError} saying what stands in the way; the driver's error or a TimeLimitError when the server is away.
 */
export async function prepareEmptyDatabase(
  url: string,
  wanted: ServerKind,
): Promise<{ readonly isNew: boolean }> {
  const { database = '', ...server } = parseDatabaseUrl(url);
  const connection = await createConnection({ ...server, charset: 'utf8mb4', connectTimeout: CONNECT_MS });
  try {
    const [rows] = await withinLimit(
      'look at the place of a restore',
      ANSWER_MS,
      connection.query(QUESTION, [database, database, database]),
    );
    const [found] = answerRows.parse(rows);
    const kind = serverKindOf(found.version);
    if (kind !== wanted) {
      throw new BackupError(
        `The backup is of a ${SERVER_NAMES[wanted]} server, and this is ${SERVER_NAMES[kind]}.`,
        `Restore it on a ${SERVER_NAMES[wanted]} server.`,
      );
    }
    if (found.things > 0) {
      throw new BackupError(
        `The database ${database} is not empty.`,
        'A restore never goes over anything: name a database that does not exist yet.',
      );
    }
    if (found.is_there > 0) return { isNew: false };
    await withinLimit(
      'make a database',
      ANSWER_MS,
      connection.query(`CREATE DATABASE ${escapeId(database, true)} CHARACTER SET utf8mb4`),
    ).catch((error: unknown) => {
      const { errno } = originOf(error);
      if (errno === undefined || !DENIED.has(errno)) throw error;
      throw new BackupError(
        `This user may not make the database ${database}.`,
        `Have an administrator run: CREATE DATABASE ${escapeId(database, true)} CHARACTER SET utf8mb4; GRANT ALL PRIVILEGES ON ${escapeId(database, true)}.* TO ${accountName(found.account)};`,
      );
    });
    return { isNew: true };
  } finally {
    connection.destroy();
  }
}
