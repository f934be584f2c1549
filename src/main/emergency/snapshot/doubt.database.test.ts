import { DatabaseSync } from 'node:sqlite';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { createScratchConcert, type ScratchConcert } from '../../../../tools/practice/scratch-concert.ts';
import { keepingLog } from '../../../../tools/practice/silent-log.ts';
import { openTestSnapshot, type TestSnapshot } from './fixtures/snapshot-folder.ts';
import { snapshotPath } from './local-file.ts';

const PURCHASES = 2_500;
const DAY_MS = 24 * 60 * 60 * 1_000;
const codeOf = (index: number): string => `TICKET-CODE-${index}`;

describe.each(inject('databaseServers'))('a snapshot of $kind $version that lost its tickets', (server) => {
  let concert: ScratchConcert;
  let copy: TestSnapshot;
  let errors: () => string[];
  beforeAll(async () => {
    concert = await createScratchConcert(server);
  });
  afterAll(async () => concert.drop());
  beforeEach(async () => {
    await concert.addPurchases(Array.from({ length: PURCHASES }, (_, index) => ({ code: codeOf(index) })));
    await concert.connection.query('CREATE TABLE backup AS SELECT * FROM ticket_purchases');
    const { log, entries } = keepingLog();
    errors = () => entries.filter(({ level }) => level === 'error').map(({ sentence }) => sentence);
    copy = openTestSnapshot(concert.url, { log });
    await refreshTimes(3);
    expect(copy.snapshot.state()).toMatchObject({ isInDoubt: false, ticketPurchases: PURCHASES });
  });
  afterEach(async () => {
    await copy.close();
    await concert.connection.query('DROP TABLE backup');
    await concert.connection.query('DELETE FROM ticket_purchases');
  });

  async function refreshTimes(times: number): Promise<void> {
    for (let time = 0; time < times; time += 1) {
      expect(await copy.refresh()).toMatchObject({ outcome: 'refreshed' });
    }
  }
  /** Brings back what is missing, with the change times of before, as a dump does. */
  async function restore(condition = 'TRUE'): Promise<void> {
    await concert.connection.query(
      `INSERT IGNORE INTO ticket_purchases SELECT * FROM backup WHERE ${condition}`,
    );
  }
  function expectKept(): void {
    expect(copy.snapshot.state()).toMatchObject({ isInDoubt: true, ticketPurchases: PURCHASES });
    expect(copy.snapshot.find(codeOf(0))).toMatchObject({ status: 'valid' });
    expect(copy.snapshot.find(codeOf(PURCHASES - 1))).toMatchObject({ status: 'valid' });
    expect(errors()).toEqual(['The database lost most of its ticket purchases: the snapshot keeps them']);
  }

  test.each([
    ['its table was emptied', 'TRUE'],
    ['it was restored with the first 1,000 only', 'qr_code REGEXP "-[12][0-9]{3}$"'],
    ['three of five are gone everywhere', 'id % 5 < 3'],
  ])('keeps them while %s, over restarts too, and says so once', async (_what, condition) => {
    await concert.connection.query(`DELETE FROM ticket_purchases WHERE ${condition}`);
    await refreshTimes(8);
    expectKept();
    copy = copy.reopen();
    await refreshTimes(8);
    expectKept();
  });

  test('learns in the meantime of new tickets and of changes to those that are left', async () => {
    await concert.connection.query('DELETE FROM ticket_purchases WHERE id % 5 < 3');
    await refreshTimes(4);
    const [rows] = await concert.connection.query('SELECT qr_code FROM ticket_purchases LIMIT 1');
    const left = (rows as { qr_code: string }[])[0]?.qr_code ?? '';
    await concert.connection.query("UPDATE ticket_purchases SET status = 'cancelled' WHERE qr_code = ?", [
      left,
    ]);
    await concert.addPurchases([{ code: 'LATE-CODE-1' }]);
    await refreshTimes(1);
    expect(copy.snapshot.find(left)).toMatchObject({ status: 'cancelled' });
    expect(copy.snapshot.find('LATE-CODE-1')).toMatchObject({ status: 'valid' });
    expect(copy.snapshot.state()).toMatchObject({ isInDoubt: true, ticketPurchases: PURCHASES + 1 });
  });

  test('loses none while they are restored piece by piece, and follows the database again afterwards', async () => {
    await concert.connection.query('DELETE FROM ticket_purchases');
    await refreshTimes(2);
    // Nine of ten are there after the last piece.
    for (const digits of ['[0-3]', '[4-6]', '[78]']) {
      await restore(`qr_code REGEXP '${digits}$'`);
      await refreshTimes(1);
      expectKept();
    }
    await restore();
    await refreshTimes(2);
    expect(copy.snapshot.state()).toMatchObject({ isInDoubt: false, ticketPurchases: PURCHASES });
    await concert.connection.query('DELETE FROM ticket_purchases WHERE qr_code = ?', [codeOf(9)]);
    await refreshTimes(4);
    expect(copy.snapshot.state()).toMatchObject({ isInDoubt: false, ticketPurchases: PURCHASES - 1 });
    expect(copy.snapshot.find(codeOf(9))).toBeNull();
  });

  test.each([
    ['an empty table', 'TRUE'],
    ['a table with two of five', 'id % 5 < 3'],
  ])('follows %s when that has stood for a day', async (_what, condition) => {
    await concert.connection.query(`DELETE FROM ticket_purchases WHERE ${condition}`);
    const left = await concert.count('SELECT count(*) AS n FROM ticket_purchases');
    await refreshTimes(4);
    moveDoubtBack(DAY_MS - 60_000);
    await refreshTimes(4);
    expectKept();
    moveDoubtBack(60_000);
    await refreshTimes(6);
    expect(copy.snapshot.state()).toMatchObject({ isInDoubt: false, ticketPurchases: left });
  });

  function moveDoubtBack(byMs: number): void {
    const file = new DatabaseSync(snapshotPath(copy.gateFolder));
    const { changes } = file
      .prepare("UPDATE state SET value = CAST(value AS INTEGER) - ? WHERE key = 'doubt_since'")
      .run(byMs);
    file.close();
    expect(changes).toBe(1);
  }

  test('follows when half of them are deleted, or a rehearsal’s few', async () => {
    await concert.connection.query('DELETE FROM ticket_purchases WHERE id % 2 = 0');
    await refreshTimes(4);
    expect(copy.snapshot.state()).toMatchObject({ isInDoubt: false, ticketPurchases: PURCHASES / 2 });
    expect(errors()).toEqual([]);
    await concert.connection.query('DELETE FROM ticket_purchases');
    await concert.addPurchases(Array.from({ length: 99 }, (_, index) => ({ code: codeOf(index) })));
    const rehearsal = openTestSnapshot(concert.url);
    await rehearsal.refresh();
    await concert.connection.query('DELETE FROM ticket_purchases');
    await rehearsal.refresh();
    expect(rehearsal.snapshot.state()).toMatchObject({ isInDoubt: false, ticketPurchases: 0 });
    await rehearsal.close();
  });
});
