import { describeFound, describeWanted, isUsable } from './check-column.ts';
import type { ExistingTable } from './existing-tables.ts';
import { MigrationError } from './migration-error.ts';
import { WANTED_TABLES, type WantedTable } from './wanted-columns.ts';

/** The collation of `gates`.`id` where we make that table. */
const OUR_COLLATION = 'utf8mb4_unicode_ci';

/**
 * Makes sure that a gate can work with the tables that are already there, before anything is changed: what we can't add to
 * and must not rewrite would otherwise be found out at the door.
 * @throws {MigrationError} naming everything that stands in the way, and what to do about each.
 */
export function checkExisting(tables: ReadonlyMap<string, ExistingTable>): void {
  const ours = Object.entries(WANTED_TABLES).flatMap(([name, wanted]) => {
    const table = tables.get(name);
    return table === undefined ? [] : [{ name, wanted, table }];
  });
  const problems = [
    ...otherEngines(ours),
    ...ours.flatMap(({ name, wanted, table }) => columnProblems(name, wanted, table)),
    ...collationProblems(tables),
  ];
  if (problems.length === 0) return;
  throw new MigrationError(
    `This database cannot be migrated as it is; nothing was changed. ${problems.join(' ')} Then migrate again.`,
  );
}

type Named = { readonly name: string; readonly table: ExistingTable };

/** Only InnoDB has the row lock and the rollback that keep one ticket purchase to one admission. */
function otherEngines(tables: readonly Named[]): string[] {
  const views = tables.filter(({ table }) => table.engine === null).map(({ name }) => name);
  const others = tables.filter(({ table }) => table.engine !== null && table.engine !== 'InnoDB');
  return [
    ...(views.length === 0 ? [] : [`Not a table but a view: ${views.join(', ')}; give it another name.`]),
    ...(others.length === 0
      ? []
      : [
          `Only InnoDB has row locks and rollback, but these tables have another engine: ${others
            .map(({ name, table }) => `${name} (${table.engine})`)
            .join(
              ', ',
            )}. Run ${others.map(({ name }) => `ALTER TABLE \`${name}\` ENGINE=InnoDB;`).join(' ')}`,
        ]),
  ];
}

function columnProblems(name: string, wanted: WantedTable, table: ExistingTable): string[] {
  const missing = wanted.vital.filter((column) => !table.columns.has(column));
  if (missing.length > 0) {
    return [
      `The table ${name} has no column ${missing.join(', ')}, so it is not the one that we share: give it another name.`,
    ];
  }
  const unusable = Object.entries(wanted.columns).flatMap(([column, type]) => {
    const found = table.columns.get(column);
    return found === undefined || isUsable(found, type)
      ? []
      : [`The column ${name}.${column} is ${describeFound(found)}, but must be ${describeWanted(type)}.`];
  });
  const { primaryKey } = wanted;
  if (primaryKey === undefined || table.primaryKey.join() === primaryKey) return unusable;
  return [...unusable, `The primary key of ${name} must be ${primaryKey}.`];
}

/** The server refuses to compare two columns of different collations (1267): every scan would end in that. */
function collationProblems(tables: ReadonlyMap<string, ExistingTable>): string[] {
  const used = tables.get('ticket_purchases')?.columns.get('used_gate_id');
  if (used === undefined || used.characterSet !== 'utf8mb4') return [];
  const gateCollation = tables.get('gates')?.columns.get('id')?.collation ?? OUR_COLLATION;
  return used.collation === gateCollation
    ? []
    : [
        `The column ticket_purchases.used_gate_id has the collation ${used.collation}, but must have that of gates.id, ${gateCollation}.`,
      ];
}
