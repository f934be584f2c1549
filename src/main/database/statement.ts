import { fillPlaceholders, type SQL } from 'drizzle-orm';
import { MySqlDialect } from 'drizzle-orm/mysql-core';
import { drizzle } from 'drizzle-orm/mysql2';
import { format, type SqlValue } from 'mysql2';

/** A query that drizzle has turned into text and parameters. */
type Written = { toSQL: () => { sql: string; params: unknown[] } };

const CASING = 'snake_case';

/** Builds queries; it has no connection. */
export const queryBuilder = drizzle.mock({ casing: CASING });
const dialect = new MySqlDialect({ casing: CASING });

/**
 * Turns a drizzle query into a function from its placeholders' values to SQL text with the values escaped. The text is
 * written once, at start; several statements can then share one round trip (ADR 0003). Escaping relies on the session's
 * `sql_mode` being without NO_BACKSLASH_ESCAPES, which every session of ours sets.
 */
export function statement<Values extends Record<string, unknown>>(
  query: Written,
): (values: Values) => string {
  const { sql: text, params } = query.toSQL();
  return (values) => format(text, fillPlaceholders(params, values) as SqlValue[], false, 'Z');
}

/** The same for a query written as an `sql` template. */
export function sqlStatement<Values extends Record<string, unknown>>(query: SQL): (values: Values) => string {
  return statement<Values>({ toSQL: () => dialect.sqlToQuery(query) });
}
