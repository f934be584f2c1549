import { z } from 'zod';
import { describeTicketPurchase, lockTicketPurchase } from '#main/admission/statements.ts';
import { ask } from '#main/database/ask.ts';
import { amber, type Check, green, type Judgement, lineOf, red, type Subject } from './check.ts';
import { findTrialPurchase } from './trial-purchase.ts';
import { figure } from './words.ts';

const SUBJECT: Subject = { id: 'index-used', group: 'database', title: 'Way to a ticket' };

const DIGEST_INDEX = 'ticket_purchases_qr_code_digest_unique';
/** A table so small is read whole whatever indexes it has. */
const FEW_ROWS = 10;

/** One row of EXPLAIN. */
export type PlanRow = {
  readonly table: string | null;
  readonly type: string | null;
  readonly key: string | null;
  readonly rows: number | null;
};

const planRows = z.array(
  z.object({
    table: z.string().nullable(),
    type: z.string().nullable(),
    key: z.string().nullable(),
    rows: z.coerce.number().nullable(),
  }),
);
const versionRows = z.tuple([z.object({ version: z.string() })]);

/** By which way the server goes to a ticket, in its own words. */
export const indexUsedCheck: Check = {
  subjects: [SUBJECT],
  async look({ pool }) {
    const purchase = await findTrialPurchase(pool);
    // Without a row there is no plan: the server stops at the index.
    if (purchase === null) return [];
    const [answer] = await ask(pool, 'ask the version', ['select version() as version']);
    const isMariaDb = /mariadb/iu.test(versionRows.parse(answer)[0].version);
    // MySQL 9 answers with a tree unless told; MariaDB has no word for its table.
    const explain = isMariaDb ? 'explain ' : 'explain format=traditional ';
    const { codeDigest } = purchase;
    const [lock, names] = await ask(pool, 'explain an admission', [
      explain + lockTicketPurchase({ codeDigest }),
      explain + describeTicketPurchase({ codeDigest }),
    ]);
    return [lineOf(SUBJECT, judgePlans(planRows.parse(lock), planRows.parse(names)))];
  },
};

/** Judges the two plans: one row by one index for the lock, and no table read whole for the names around it. */
export function judgePlans(lock: readonly PlanRow[], names: readonly PlanRow[]): Judgement {
  const [row] = lock;
  if (row?.type !== 'const' || row.key !== DIGEST_INDEX) {
    return red(
      `The server goes to a ticket by ${row?.key ?? 'reading the whole table'} (${figure(row?.rows ?? 0)} rows): gates would lock each other’s tickets.`,
      'Put the indexes right, then run: ANALYZE TABLE ticket_purchases;',
    );
  }
  const wholes = names.filter(({ type, rows }) => type === 'ALL' && (rows ?? 0) > FEW_ROWS);
  if (wholes.length === 0) return green('One row, by the index of the code’s digest.');
  const tables = wholes.map(({ table, rows }) => `${table ?? '?'} (${figure(rows ?? 0)} rows)`).join(', ');
  return amber(
    `One row by the index of the code’s digest, but each scan reads all of ${tables}.`,
    'These tables lack their primary key on id: have an administrator add it.',
  );
}
