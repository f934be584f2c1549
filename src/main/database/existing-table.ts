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

/**
 * The statement that gives an existing table a column it lacks. A column that a row must have and that has no default may
 * be null there: who writes to that table today does not know of it, and must go on as before.
 */
export function addColumnStatement(table: string, column: ColumnDefinition): string {
  const definition = column.definition.replace(/ NOT NULL(?!.* DEFAULT )/u, '');
  return `ALTER TABLE \`${table}\` ADD COLUMN \`${column.name}\` ${definition}`;
}

/** The tables that a statement changes or refers to: any of them may be held by somebody else. */
export function tablesOf(statement: string): string[] {
  const names = Array.from(
    statement.matchAll(/(?:CREATE TABLE|ALTER TABLE|REFERENCES| ON) `(?<table>[^`]+)`/gu),
    (match) => match.groups?.['table'] ?? '',
  );
  return [...new Set(names)];
}

/**
 * A CREATE INDEX with its prefixes cut to the columns as they are: the server refuses a prefix that is longer than its
 * column (1089). `capacityOf` says how many characters a column holds, and whether it can be indexed whole.
 */
export function fitPrefixes(
  statement: string,
  capacityOf: (column: string) => { readonly characters: number; readonly canBeWhole: boolean } | null,
): string {
  return statement.replace(
    /`(?<column>\w+)`\((?<prefix>\d+)\)/gu,
    (written, column: string, prefix: string) => {
      const capacity = capacityOf(column);
      if (capacity === null || Number(prefix) <= capacity.characters) return written;
      return capacity.canBeWhole ? `\`${column}\`` : `\`${column}\`(${capacity.characters})`;
    },
  );
}

/** Server errors that mean "that is there already": column (1060), index name (1061), foreign key name (1826). */
export const ALREADY_THERE: ReadonlySet<number> = new Set([1060, 1061, 1826]);
