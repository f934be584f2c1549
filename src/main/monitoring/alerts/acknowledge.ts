import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { readRows } from '#main/emergency/replay/records.ts';
import { ask } from '#main/database/ask.ts';
import { alertAcknowledgements } from '#main/database/schema/index.ts';
import type { SessionPool } from '#main/database/session-pool.ts';
import { sqlStatement } from '#main/database/statement.ts';
import type { Alert } from '#shared/night.ts';

const { placeholder } = sql;

const insertAcknowledgement = sqlStatement<{ alertKey: string; by: string }>(
  sql`insert into ${alertAcknowledgements} (\`alert_key\`, \`acknowledged_by\`)
      values (${placeholder('alertKey')}, ${placeholder('by')})`,
);

/**
 * Somebody has seen an alert and looks after it: everybody's next look shows it.
 * @throws the driver's error when the database is away.
 */
export async function acknowledge(
  pool: SessionPool,
  { alertKey, by }: { readonly alertKey: string; readonly by: string },
): Promise<void> {
  await ask(pool, 'acknowledge an alert', [insertAcknowledgement({ alertKey, by })]);
}

/** More than a night's alerts: the newest, by the primary key, so that no look reads the whole table. */
const MOST = 500;

/** The question who looks after which alert, to be sent together with others. */
export const ASK_ACKNOWLEDGEMENTS = sqlStatement(
  sql`select \`alert_key\`, \`acknowledged_by\`, \`acknowledged_at\` from ${alertAcknowledgements}
      order by \`id\` desc limit ${sql.raw(String(MOST))}`,
)({});

const acknowledgementRow = z.object({
  alert_key: z.string(),
  acknowledged_by: z.string(),
  acknowledged_at: z.date(),
});

/** By key: the first who did. */
export function readAcknowledgements(result: unknown): Map<string, NonNullable<Alert['acknowledged']>> {
  return new Map(
    readRows('alert acknowledgement', acknowledgementRow, result).map((row) => [
      row.alert_key,
      { by: row.acknowledged_by, at: row.acknowledged_at.toISOString() },
    ]),
  );
}
