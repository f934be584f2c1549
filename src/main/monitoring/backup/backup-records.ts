import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { ask } from '#main/database/ask.ts';
import { backups } from '#main/database/schema/index.ts';
import type { SessionPool } from '#main/database/session-pool.ts';
import { sqlStatement } from '#main/database/statement.ts';

const { placeholder } = sql;

/** A backup as the database remembers it. */
export type BackupRecord = {
  readonly takenAt: Date;
  readonly host: string;
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
};

const insertBackup =
  sqlStatement<BackupRecord>(sql`insert into ${backups} (\`taken_at\`, \`host\`, \`file\`, \`bytes\`, \`sha256\`)
  values (${placeholder('takenAt')}, ${placeholder('host')}, ${placeholder('file')}, ${placeholder('bytes')}, ${placeholder('sha256')})`);

/** By id: the newest is the last that was written, and nothing needs to be sorted. */
const selectNewest =
  sqlStatement(sql`select \`taken_at\`, \`host\`, \`file\`, \`bytes\`, \`sha256\`, utc_timestamp(3) as server_now
  from ${backups} order by \`id\` desc limit 1`);

const newestRows = z.array(
  z.object({
    taken_at: z.date(),
    host: z.string(),
    file: z.string(),
    bytes: z.number(),
    sha256: z.string(),
    server_now: z.date(),
  }),
);

/** Writes down that a backup was made. @throws the driver's error. */
export async function recordBackup(pool: SessionPool, record: BackupRecord): Promise<void> {
  await ask(pool, 'record a backup', [insertBackup(record)]);
}

/** The newest backup and how old it is by the server's clock, in milliseconds; null where there is none. @throws the driver's error. */
export async function findNewestBackup(
  pool: SessionPool,
): Promise<{ readonly record: BackupRecord; readonly ageMs: number } | null> {
  const [rows] = await ask(pool, 'find the newest backup', [selectNewest({})]);
  const [row] = newestRows.parse(rows);
  if (row === undefined) return null;
  const { taken_at: takenAt, host, file, bytes, sha256 } = row;
  return {
    record: { takenAt, host, file, bytes, sha256 },
    ageMs: row.server_now.getTime() - takenAt.getTime(),
  };
}
