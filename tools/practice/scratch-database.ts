import { randomUUID } from 'node:crypto';
import { createConnection } from 'mysql2/promise';
import { onDatabase } from '#main/database/database-url.ts';

export type ScratchDatabase = {
  readonly name: string;
  /** A gate's login to the empty database. */
  readonly url: string;
  /** A login to it that may do everything. */
  readonly adminUrl: string;
  readonly drop: () => Promise<void>;
};

/** Makes an empty database of a name that nobody else uses, on a private server. */
export async function createScratchDatabase(
  server: Readonly<{ url: string; adminUrl: string }>,
): Promise<ScratchDatabase> {
  const name = `scratch_${randomUUID().replaceAll('-', '')}`;
  await runAlone(server.adminUrl, `CREATE DATABASE ${name} CHARACTER SET utf8mb4`);
  return {
    name,
    url: onDatabase(server.url, name),
    adminUrl: onDatabase(server.adminUrl, name),
    drop: () => runAlone(server.adminUrl, `DROP DATABASE IF EXISTS ${name}`),
  };
}

async function runAlone(url: string, statement: string): Promise<void> {
  const connection = await createConnection(url);
  try {
    await connection.query(statement);
  } finally {
    await connection.end();
  }
}
