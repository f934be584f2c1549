import { createConnection, type Connection } from 'mysql2/promise';
import { z } from 'zod';
import { type DatabaseAddress, onDatabase, parseDatabaseUrl } from '#main/database/database-url.ts';
import { withinLimit } from '#main/database/time-limit.ts';

const CONNECT_MS = 10_000;
const STATEMENT_MS = 60_000;

/** A connection to a server and to no database of it, for one who makes databases and drops them. */
export type ServerConnection = {
  /**
   * Asks one statement; the rows, checked.
   * @throws the driver's error, or a TimeLimitError.
   */
  readonly rows: <Row extends z.ZodType>(
    row: Row,
    sql: string,
    values?: readonly unknown[],
  ) => Promise<z.infer<Row>[]>;
  /** Does one statement. */
  readonly run: (sql: string) => Promise<void>;
  /** Holds a named lock as long as this connection lives; false when another holds it, null where locks can't be had. */
  readonly hold: (lock: string) => Promise<boolean | null>;
  readonly close: () => void;
};

const heldSchema = z.object({ isHeld: z.coerce.number().nullable() });
/** Longer than any rehearsal: a session that the server ends for its silence would let its lock go. */
const SILENCE_S = 24 * 60 * 60;

/**
 * Reads a URL that need not name a database.
 * @throws {DatabaseUrlError} saying what is missing.
 */
export function parseServerUrl(url: string): Omit<DatabaseAddress, 'database'> {
  const { database: _any, ...address } = parseDatabaseUrl(URL.canParse(url) ? onDatabase(url, 'any') : url);
  return address;
}

/** Connects to the server of `url`, whatever database it names. */
export async function connectToServer(url: string): Promise<ServerConnection> {
  const address = parseServerUrl(url);
  const connection: Connection = await createConnection({
    ...address,
    charset: 'utf8mb4',
    timezone: 'Z',
    connectTimeout: CONNECT_MS,
  });
  // Without a listener, a connection that is lost while nothing is asked would end the program.
  connection.on('error', () => undefined);
  const ask = async (sql: string, values: readonly unknown[] = []): Promise<unknown> =>
    (await withinLimit('ask the server', STATEMENT_MS, connection.query(sql, [...values])))[0];
  await ask(`SET time_zone = '+00:00', wait_timeout = ${SILENCE_S}`);
  return {
    rows: async (row, sql, values) => z.array(row).parse(await ask(sql, values)),
    async run(sql) {
      await ask(sql);
    },
    async hold(lock) {
      try {
        const answer = z.array(heldSchema).parse(await ask('SELECT GET_LOCK(?, 0) AS isHeld', [lock]));
        return answer[0]?.isHeld === 1;
      } catch {
        // Some clusters refuse named locks: then only the sessions in a database tell that it is in use.
        return null;
      }
    },
    close: () => connection.destroy(),
  };
}

const versionSchema = z.object({ version: z.string() });

/** What the server is, as a person would say it: `MariaDB 10.11.6`. */
export async function readServerVersion(server: ServerConnection): Promise<string> {
  const [row] = await server.rows(versionSchema, 'SELECT VERSION() AS version');
  const version = row?.version ?? '';
  const number = /^[\d.]+/u.exec(version)?.[0] ?? '';
  return `${/mariadb/iu.test(version) ? 'MariaDB' : 'MySQL'} ${number}`.trim();
}
