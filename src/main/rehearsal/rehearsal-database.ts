import { onDatabase, parseDatabaseUrl } from '#main/database/database-url.ts';
import { migrate } from '#main/database/migrate.ts';
import { openSessionPool, type PoolLimits, type SessionPool } from '#main/database/session-pool.ts';
import { describeError } from '#main/log/describe-error.ts';
import type { Logger } from '#main/log/logger.ts';
import { createDatabase } from './create-database.ts';
import { isPlainName, newRehearsalName } from './database-name.ts';
import { RehearsalError } from './rehearsal.ts';
import { isLiveServer } from './same-server.ts';
import { type ServerConnection, connectToServer } from './server.ts';
import { lockOf, lookAt, MARK_TABLE, tablesIn } from './standing.ts';

/** A database that a rehearsal has for itself. */
export type RehearsalDatabase = {
  readonly name: string;
  /** A gate's login to it. */
  readonly url: string;
  readonly pool: SessionPool;
  /** Keeps it, or takes away what the rehearsal made. @throws the driver's error when the server is away. */
  readonly close: (isKept: boolean) => Promise<void>;
};

/** A whole table of answers at a time; nobody stands at a door. */
const LIMITS: PoolLimits = { connections: 3, queue: 16, connectMs: 5_000, statementMs: 60_000 };

/**
 * Makes a database for a rehearsal, with this program's tables, and holds it. `name` is that of one to use instead: it must not be there,
 * or be empty, or be an earlier rehearsal's.
 * @throws {RehearsalError} when it is anything else, or is in use, or may not be made.
 */
export async function openRehearsalDatabase(options: {
  readonly serverUrl: string;
  readonly name: string | null;
  /** The database that gates work on: never this one, whatever it holds. */
  readonly liveUrl: string | null;
  readonly migrationsFolder: string;
  readonly log: Logger;
}): Promise<RehearsalDatabase> {
  const { serverUrl, liveUrl, log } = options;
  const name = options.name ?? newRehearsalName(new Date());
  if (!isPlainName(name)) {
    throw new RehearsalError('A rehearsal’s database is named with letters, digits and _, 64 at the most.');
  }
  const url = onDatabase(serverUrl, name);
  if (liveUrl !== null && isNameIn(liveUrl, name) && (await isLiveServer(liveUrl, serverUrl))) {
    throw new RehearsalError(`${name} is the gates’ own database: a rehearsal never uses it.`);
  }
  const server = await connectToServer(serverUrl);
  let undo: (() => Promise<void>) | undefined;
  try {
    const wasThere = await take(server, name);
    undo = () => leave(serverUrl, { name, wasThere, isKept: false });
    // Before anything else stands in it: what has no mark is never dropped.
    await server.run(
      `CREATE TABLE ${name}.${MARK_TABLE} (id TINYINT PRIMARY KEY, begun_at DATETIME(3) NOT NULL, is_kept BOOLEAN NOT NULL) ENGINE=InnoDB`,
    );
    await server.run(`INSERT INTO ${name}.${MARK_TABLE} VALUES (1, UTC_TIMESTAMP(3), FALSE)`);
    await migrate({ url, migrationsFolder: options.migrationsFolder, log });
    const pool = openSessionPool({ url, log, limits: LIMITS });
    return {
      name,
      url,
      pool,
      async close(isKept) {
        await pool.close();
        try {
          await leave(serverUrl, { name, wasThere, isKept });
        } finally {
          server.close();
        }
      },
    };
  } catch (error) {
    log.warn('A rehearsal’s database could not be made', describeError(error));
    await undo?.().catch((second: unknown) =>
      log.warn('It could not be taken away either: the next rehearsal does', describeError(second)),
    );
    server.close();
    throw error;
  }
}

/** Some servers take `Night` and `night` for the same. */
function isNameIn(url: string, name: string): boolean {
  return parseDatabaseUrl(url).database?.toLowerCase() === name.toLowerCase();
}

/** Makes it, or clears what an earlier rehearsal left in it; true when an empty one was there already. */
async function take(server: ServerConnection, name: string): Promise<boolean> {
  const standing = await lookAt(server, name);
  if (standing.kind === 'foreign') {
    throw new RehearsalError(
      `The database ${name} is not a rehearsal’s (${standing.why}): it was not touched. Name another one, or none.`,
    );
  }
  const isHeld = await server.hold(lockOf(name));
  if (isHeld === false || (standing.kind === 'rehearsal' && standing.isInUse)) {
    throw new RehearsalError(
      `The database ${name} is in use, by another rehearsal or by somebody who looks at it.`,
    );
  }
  if (standing.kind === 'absent') await createDatabase(server, name);
  else await clear(server, name);
  return standing.kind === 'empty';
}

async function clear(server: ServerConnection, name: string): Promise<void> {
  const tables = await tablesIn(server, name);
  if (tables.length === 0) return;
  await server.run('SET foreign_key_checks = 0');
  await server.run(`DROP TABLE ${tables.map((table) => `${name}.${table}`).join(', ')}`);
  await server.run('SET foreign_key_checks = 1');
}

/** On a connection of its own: the one that holds the lock may have been cut in the meantime. */
async function leave(
  serverUrl: string,
  { name, wasThere, isKept }: { readonly name: string; readonly wasThere: boolean; readonly isKept: boolean },
): Promise<void> {
  const server = await connectToServer(serverUrl);
  try {
    if (isKept) await server.run(`UPDATE ${name}.${MARK_TABLE} SET is_kept = TRUE`);
    else if (wasThere) await clear(server, name);
    else await server.run(`DROP DATABASE IF EXISTS ${name}`);
  } finally {
    server.close();
  }
}
