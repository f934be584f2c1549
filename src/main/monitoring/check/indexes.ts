import { z } from 'zod';
import { ask } from '#main/database/ask.ts';
import { amber, type Check, green, type Judgement, lineOf, red, type Subject } from './check.ts';
import { createIndexStatement, WANTED_INDEXES, type WantedIndex } from './wanted-indexes.ts';
import { listed } from './words.ts';

const SUBJECT: Subject = { id: 'indexes-present', group: 'database', title: 'Indexes' };

/** An index as the server has it. */
export type FoundIndex = {
  readonly table: string;
  readonly name: string;
  readonly isUnique: boolean;
  /** False where the optimiser was told to pass over it. */
  readonly isInUse: boolean;
  readonly columns: readonly string[];
};

/** `*`, because MySQL says IS_VISIBLE where MariaDB says IGNORED. */
const QUESTION =
  'select s.* from information_schema.statistics s where table_schema = database() order by table_name, index_name, seq_in_index';

const partRows = z.array(
  z.object({
    TABLE_NAME: z.string(),
    INDEX_NAME: z.string(),
    NON_UNIQUE: z.coerce.number(),
    // Null for an index on an expression, which is none of ours.
    COLUMN_NAME: z.string().nullable(),
    IS_VISIBLE: z.string().default('YES'),
    IGNORED: z.string().default('NO'),
  }),
);

/** Whether every index is there that a statement goes by. */
export const indexesCheck: Check = {
  subjects: [SUBJECT],
  isAfterMigrating: true,
  async look({ pool }) {
    const [rows] = await ask(pool, 'look at the indexes', [QUESTION]);
    const byIndex = Map.groupBy(partRows.parse(rows), (part) => `${part.TABLE_NAME} ${part.INDEX_NAME}`);
    const found = [...byIndex.values()].flatMap((parts) => {
      const [first] = parts;
      if (first === undefined) return [];
      return [
        {
          table: first.TABLE_NAME.toLowerCase(),
          name: first.INDEX_NAME,
          isUnique: first.NON_UNIQUE === 0,
          isInUse: first.IS_VISIBLE === 'YES' && first.IGNORED === 'NO',
          columns: parts.map((part) => (part.COLUMN_NAME ?? '').toLowerCase()),
        },
      ];
    });
    return [lineOf(SUBJECT, judgeIndexes(WANTED_INDEXES, found))];
  },
};

/** Judges them by name and columns. A unique one is what makes something count once; without another one a look is slow. */
export function judgeIndexes(wanted: readonly WantedIndex[], found: readonly FoundIndex[]): Judgement {
  const faults = wanted.flatMap((index) => {
    const fault = faultOf(
      index,
      found.find(({ table, name }) => table === index.table && name === index.name),
    );
    return fault === null ? [] : [{ index, ...fault }];
  });
  if (faults.length === 0) return green(`All ${wanted.length}, by name and columns.`);
  const finding = `${faults.length} of ${wanted.length} not as they must be: ${listed(faults.map(({ words }) => words))}.`;
  const advice = `Have an administrator run: ${faults.map(({ cure }) => cure).join(' ')}`;
  return faults.some(({ index }) => index.isUnique) ? red(finding, advice) : amber(finding, advice);
}

function faultOf(
  index: WantedIndex,
  found: FoundIndex | undefined,
): { readonly words: string; readonly cure: string } | null {
  const { table, name } = index;
  const create = createIndexStatement(index);
  if (found === undefined) return { words: `${name} is missing`, cure: create };
  const again = `DROP INDEX \`${name}\` ON \`${table}\`; ${create}`;
  if (found.columns.join() !== index.columns.map((column) => column.name).join()) {
    return { words: `${name} has other columns`, cure: again };
  }
  if (index.isUnique && !found.isUnique) return { words: `${name} is not unique`, cure: again };
  // Made anew it is in use on either server.
  return found.isInUse ? null : { words: `${name} is switched off`, cure: again };
}
