import type { ExistingColumn } from './existing-tables.ts';
import type { WantedColumn } from './wanted-columns.ts';

const INTEGERS: ReadonlySet<string> = new Set(['tinyint', 'smallint', 'mediumint', 'int', 'bigint']);
const INSTANTS: ReadonlySet<string> = new Set(['datetime', 'timestamp']);
const TEXTS: ReadonlySet<string> = new Set(['char', 'varchar', 'tinytext', 'text', 'mediumtext', 'longtext']);
/** Types that an index takes whole. */
const SHORT_TEXTS: ReadonlySet<string> = new Set(['char', 'varchar']);

/** Whether a gate can use the column as it is. */
export function isUsable(found: ExistingColumn, wanted: WantedColumn): boolean {
  switch (wanted.kind) {
    case 'integer':
      return INTEGERS.has(found.dataType);
    case 'instant':
      return INSTANTS.has(found.dataType);
    case 'text': {
      if (found.dataType === 'enum') return wanted.characters === 0;
      const isWideEnough = (found.capacity ?? 0) >= wanted.characters;
      const takesEveryScript = !wanted.isOurs || found.characterSet === 'utf8mb4';
      return TEXTS.has(found.dataType) && isWideEnough && takesEveryScript;
    }
    case 'choice': {
      if (found.dataType === 'enum') {
        const choices = new Set(choicesOf(found.columnType));
        return wanted.values.every((value) => choices.has(value));
      }
      return SHORT_TEXTS.has(found.dataType) && (found.capacity ?? 0) >= longest(wanted.values);
    }
    case 'digest':
      return found.dataType === 'binary' && found.capacity === 32 && found.isGenerated === wanted.isGenerated;
  }
}

/** The wanted type, in a person's words. */
export function describeWanted(wanted: WantedColumn): string {
  switch (wanted.kind) {
    case 'integer':
      return 'an integer type';
    case 'instant':
      return 'datetime or timestamp';
    case 'text': {
      if (wanted.characters === 0) return 'a text type';
      const type = `varchar(${wanted.characters}) or longer`;
      return wanted.isOurs ? `${type}, in the character set utf8mb4` : type;
    }
    case 'choice':
      return `enum(${wanted.values.map((value) => `'${value}'`).join(',')}) or varchar(${longest(wanted.values)})`;
    case 'digest':
      return wanted.isGenerated ? 'the column that Admit One generates: rename yours' : 'binary(32)';
  }
}

/** The column as it is, in a person's words. */
export function describeFound(found: ExistingColumn): string {
  return found.characterSet === null || found.characterSet === 'utf8mb4'
    ? found.columnType
    : `${found.columnType} in ${found.characterSet}`;
}

function choicesOf(columnType: string): string[] {
  return Array.from(columnType.matchAll(/'(?<choice>(?:[^']|'')*)'/gu), (match) =>
    (match.groups?.['choice'] ?? '').toLowerCase(),
  );
}

function longest(values: readonly string[]): number {
  return Math.max(...values.map((value) => value.length));
}
