import { is, SQL } from 'drizzle-orm';
import { getTableConfig, MySqlDialect, MySqlTable } from 'drizzle-orm/mysql-core';
import * as schema from '#main/database/schema/index.ts';

/** An index that a statement of the gates, the monitor or the web version goes by. */
export type WantedIndex = {
  readonly table: string;
  readonly name: string;
  readonly isUnique: boolean;
  /** In their order; `prefix` is how many characters of it are in the index, null for all. */
  readonly columns: readonly { readonly name: string; readonly prefix: number | null }[];
};

const dialect = new MySqlDialect({ casing: 'snake_case' });

/** Every index that the schema names: the seed's four and ours. Primary keys are the migration's business. */
export const WANTED_INDEXES: readonly WantedIndex[] = Object.values(schema).flatMap((table) => {
  if (!is(table, MySqlTable)) return [];
  const { name, indexes } = getTableConfig(table);
  return indexes.map(({ config }) => ({
    table: name,
    name: config.name,
    isUnique: config.unique === true,
    columns: config.columns.map((column) =>
      readColumn(dialect.sqlToQuery(is(column, SQL) ? column : new SQL([column])).sql),
    ),
  }));
});

/** Reads a column as drizzle writes it: `` `ticket_purchases`.`qr_code`(100) ``. */
function readColumn(text: string): { readonly name: string; readonly prefix: number | null } {
  const { column = '', prefix } = /`(?<column>\w+)`(?:\((?<prefix>\d+)\))?$/u.exec(text)?.groups ?? {};
  return { name: column, prefix: prefix === undefined ? null : Number(prefix) };
}

/** The statement that makes it. */
export function createIndexStatement({ table, name, isUnique, columns }: WantedIndex): string {
  const parts = columns.map(
    (column) => `\`${column.name}\`${column.prefix === null ? '' : `(${column.prefix})`}`,
  );
  return `CREATE ${isUnique ? 'UNIQUE ' : ''}INDEX \`${name}\` ON \`${table}\` (${parts.join(', ')});`;
}
