import type { ConnectionOptions } from 'mysql2';
import { SentenceError } from '#shared/sentence-error.ts';

/** Where the database is and who we are there. */
export type DatabaseAddress = Pick<ConnectionOptions, 'host' | 'port' | 'user' | 'password' | 'database'> & {
  readonly ssl?: Record<string, never>;
};

/** A URL that can't be used, in words that say what it should look like. The URL itself holds a password: never show it. */
export class DatabaseUrlError extends SentenceError {
  override readonly name = 'DatabaseUrlError';
}

const SHAPE = 'mysql://user:password@host:port/database';

/**
 * Reads `mysql://user:password@host:port/database[?ssl=true]` (or `mariadb://`).
 * @throws {DatabaseUrlError} saying what is missing.
 */
export function parseDatabaseUrl(url: string): DatabaseAddress {
  if (!URL.canParse(url))
    throw new DatabaseUrlError(`The database URL is not a URL: it should look like ${SHAPE}.`);
  const parsed = new URL(url);
  if (parsed.protocol !== 'mysql:' && parsed.protocol !== 'mariadb:') {
    throw new DatabaseUrlError(`The database URL begins with ${parsed.protocol}// instead of mysql://.`);
  }
  const database = decode(parsed.pathname.replace(/^\//u, ''));
  if (parsed.hostname === '')
    throw new DatabaseUrlError(`The database URL names no host: it should look like ${SHAPE}.`);
  if (database === '' || database.includes('/')) {
    throw new DatabaseUrlError(`The database URL names no database: it should look like ${SHAPE}.`);
  }
  return {
    host: parsed.hostname.replace(/^\[|\]$/gu, ''),
    port: parsed.port === '' ? 3306 : Number(parsed.port),
    user: decode(parsed.username),
    password: decode(parsed.password),
    database,
    ...(parsed.searchParams.get('ssl') === 'true' ? { ssl: {} } : {}),
  };
}

/** Host, port and database, fit for a screen or a log. */
export function describeDatabaseUrl(url: string): string {
  const address = parseDatabaseUrl(url);
  return `${address.host}:${address.port}/${address.database}`;
}

/** `url` with another database. */
export function onDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new DatabaseUrlError('The database URL holds a bare %: write it as %25.');
  }
}
