import { createHash } from 'node:crypto';
import type { RowDataPacket } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { createScratchConcert, type ScratchConcert } from '../../../tools/practice/scratch-concert.ts';
import { lockTicketPurchase } from './statements.ts';

const PURCHASES = 5_000;

describe.each(inject('databaseServers'))('the way to the locked row on $kind $version', (server) => {
  let concert: ScratchConcert;

  beforeAll(async () => {
    concert = await createScratchConcert(server);
    await concert.addPurchases(Array.from({ length: PURCHASES }, (_, at) => ({ code: `code-${at}` })));
    await concert.connection.query('ANALYZE TABLE ticket_purchases');
  });
  afterAll(() => concert.drop());

  async function explain(code: string): Promise<RowDataPacket | undefined> {
    const lock = lockTicketPurchase({ codeDigest: createHash('sha256').update(code).digest() });
    // MySQL 9 answers with a tree unless told; MariaDB has no word for its table.
    const format = server.kind === 'mysql' ? 'FORMAT=TRADITIONAL ' : '';
    const [rows] = await concert.connection.query<RowDataPacket[]>(`EXPLAIN ${format}${lock}`);
    return rows[0];
  }

  test('is the unique digest index and one row of thousands, so that nobody else’s row is ever locked', async () => {
    const plan = await explain('code-4711');
    expect(plan).toMatchObject({ type: 'const', key: 'ticket_purchases_qr_code_digest_unique' });
    expect(Number(plan?.['rows'])).toBe(1);
  });

  test('ends at the index for a code that nobody has', async () => {
    const plan = await explain('nobody’s');
    expect(plan?.['Extra']).toMatch(/no matching row|Impossible WHERE/iu);
  });
});
