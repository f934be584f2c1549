/**
 * How a statement of a migration is read against a database that may have the web version's tables already: nothing that
 * is there is dropped or rewritten; what is missing is added.
 */

/** A column of a CREATE TABLE, with its definition as it stands there. */
export type ColumnDefinition = { readonly name: string; readonly definition: string };

/** Takes `CREATE TABLE` apart; null for every other statement. */
export function parseCreateTable(
  statement: string,
): { readonly table: string; readonly columns: readonly ColumnDefinition[] } | null {
  const head = /CREATE TABLE `(?<table>[^`]+)` \(/u.exec(statement);
  const table = head?.groups?.['table'];
  if (table === undefined) return null;
  const columns = statement.split('\n').flatMap((line) => {
    const column = /^\s*`(?<name>[^`]+)` (?<definition>.+?),?$/u.exec(line)?.groups;
    return column?.['name'] === undefined || column['definition'] === undefined
      ? []
      : [{ name: column['name'], definition: column['definition'] }];
  });
  return { table, columns };
}

/** The statement that gives an existing table a column it lacks. */
export function addColumnStatement(table: string, column: ColumnDefinition): string {
  return `ALTER TABLE \`${table}\` ADD COLUMN \`${column.name}\` ${column.definition}`;
}

/** Server errors that mean "that is there already": column (1060), index name (1061), foreign key name (1826, 121). */
export const ALREADY_THERE: ReadonlySet<number> = new Set([1060, 1061, 1826]);
