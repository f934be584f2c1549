import { sql } from 'drizzle-orm';
import { ask } from '#main/database/ask.ts';
import { gateOutages } from '#main/database/schema/index.ts';
import type { SessionPool } from '#main/database/session-pool.ts';
import { sqlStatement } from '#main/database/statement.ts';
import type { EndedOutage } from './outages-file.ts';

const { placeholder } = sql;

/** The key of gate and beginning makes it one row, however often it is written. */
const insertOutage = sqlStatement<{
  gateId: string;
  concertId: number | null;
  beganAt: Date;
  endedAt: Date;
  cause: string;
  decided: number;
  admitted: number;
}>(
  sql`insert ignore into ${gateOutages}
        (\`gate_id\`, \`concert_id\`, \`began_at\`, \`ended_at\`, \`cause\`, \`decided\`, \`admitted\`)
      values (${placeholder('gateId')}, ${placeholder('concertId')}, ${placeholder('beganAt')},
        ${placeholder('endedAt')}, ${placeholder('cause')}, ${placeholder('decided')}, ${placeholder('admitted')})`,
);

/**
 * Puts outages that are over into the database, in one round trip.
 * @throws the driver's error or a TimeLimitError.
 */
export async function writeOutages(
  pool: SessionPool,
  gateId: string,
  outages: readonly EndedOutage[],
): Promise<void> {
  const statements = outages.map(({ beganAt, endedAt, concertId, cause, decided, admitted }) =>
    insertOutage({
      gateId,
      concertId,
      beganAt: new Date(beganAt),
      endedAt: new Date(endedAt),
      cause,
      decided,
      admitted,
    }),
  );
  await ask(pool, 'write outages', statements);
}
