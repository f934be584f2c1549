import type { Connection, RowDataPacket } from 'mysql2/promise';

/** From this many rows on it is quicker to build the indexes afterwards: in less than half of the time, at a million. */
export const BULK_ROWS = 20_000;

/**
 * Fills `table`, which is empty, by way of a copy without indexes: the codes come in no order, and every one would go to another page
 * of four indexes. The copy gets the indexes and takes the table's place when `fill` is done; until then the table stays as
 * it is, so that a crash leaves nothing without its indexes.
 */
export async function fillInBulk(
  connection: Connection,
  table: string,
  fill: (copy: string) => Promise<void>,
): Promise<void> {
  const copy = `${table}_filling`;
  await connection.query(`DROP TABLE IF EXISTS ${copy}`);
  await connection.query(`CREATE TABLE ${copy} LIKE ${table}`);
  const { indexes, foreignKeys } = await definitions(connection, table);
  const drops = indexes.map(({ name }) => `DROP INDEX ${name}`);
  if (drops.length > 0) await connection.query(`ALTER TABLE ${copy} ${drops.join(', ')}`);
  await fill(copy);
  const builds = indexes.map(({ line }) => `ADD ${line}`);
  if (builds.length > 0) await connection.query(`ALTER TABLE ${copy} ${builds.join(', ')}`);
  await connection.query('SET foreign_key_checks = 0');
  await connection.query(`DROP TABLE ${table}`);
  await connection.query(`RENAME TABLE ${copy} TO ${table}`);
  // Only now are their names free again.
  const keys = foreignKeys.map((line) => `ADD ${line}`);
  if (keys.length > 0) await connection.query(`ALTER TABLE ${table} ${keys.join(', ')}`);
  await connection.query('SET foreign_key_checks = 1');
}

/** The table's secondary indexes and foreign keys, as the server writes them. */
async function definitions(
  connection: Connection,
  table: string,
): Promise<{
  readonly indexes: readonly { readonly name: string; readonly line: string }[];
  readonly foreignKeys: readonly string[];
}> {
  const [rows] = await connection.query<RowDataPacket[]>(`SHOW CREATE TABLE ${table}`);
  const lines = String(rows[0]?.['Create Table'])
    .split('\n')
    .map((line) => line.trim().replace(/,$/u, ''));
  return {
    indexes: lines.flatMap((line) => {
      const name = /^(?:UNIQUE )?KEY (`[^`]+`)/u.exec(line)?.[1];
      return name === undefined ? [] : [{ name, line }];
    }),
    foreignKeys: lines.filter((line) => line.startsWith('CONSTRAINT ')),
  };
}
