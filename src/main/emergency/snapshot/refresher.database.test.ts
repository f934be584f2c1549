import { createConnection } from 'mysql2/promise';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { createScratchConcert, type ScratchConcert } from '../../../../tools/practice/scratch-concert.ts';
import { keepingLog } from '../../../../tools/practice/silent-log.ts';
import { openTestSnapshot, type TestSnapshot } from './fixtures/snapshot-folder.ts';

describe.each(inject('databaseServers'))('a snapshot of a database on $kind $version', (server) => {
  let concert: ScratchConcert;
  let copy: TestSnapshot;
  beforeAll(async () => {
    concert = await createScratchConcert(server);
  });
  afterAll(async () => concert.drop());
  beforeEach(async () => {
    await concert.connection.query('DELETE FROM ticket_purchases');
    await concert.addPurchases([
      { code: 'VALID-CODE-1', attentionNote: 'wheelchair' },
      { code: 'USED-CODE-1', status: 'used' },
      { code: 'CANCELLED-CODE-1', status: 'cancelled' },
      { code: 'WALK-IN-CODE-1', isWalkIn: true },
      { code: 'OTHER-CODE-1', isOtherConcert: true },
    ]);
    copy = openTestSnapshot(concert.url);
  });
  afterEach(async () => copy.close());

  async function idOf(code: string): Promise<number> {
    return concert.count('SELECT id AS n FROM ticket_purchases WHERE qr_code = ?', [code]);
  }
  async function refreshed(): Promise<void> {
    expect(await copy.refresh()).toMatchObject({ outcome: 'refreshed' });
  }
  async function expectSame(): Promise<void> {
    expect(await copy.refresh()).toMatchObject({ outcome: 'refreshed', changed: 0, removed: 0 });
  }

  test('finds every ticket purchase with all that a verdict needs', async () => {
    expect(copy.snapshot.state()).toBeNull();
    expect(copy.snapshot.find('VALID-CODE-1')).toBeNull();
    await refreshed();
    expect(copy.snapshot.find('VALID-CODE-1')).toEqual({
      ticketPurchaseId: await idOf('VALID-CODE-1'),
      ticketId: expect.any(Number) as number,
      ticketKind: 'Standing',
      concert: {
        id: concert.concertId,
        title: 'Tonight',
        startsAt: expect.any(Date) as Date,
        entryOpensAt: expect.any(Date) as Date,
        entryClosesAt: expect.any(Date) as Date,
      },
      status: 'valid',
      isWalkIn: false,
      isSold: false,
      usedAt: null,
      usedGate: null,
      holder: { name: 'Zoë Łukasiewicz', kind: 'student' },
      attentionNote: 'wheelchair',
    });
    expect(copy.snapshot.find('USED-CODE-1')).toMatchObject({ status: 'used' });
    expect(copy.snapshot.find('CANCELLED-CODE-1')).toMatchObject({ status: 'cancelled' });
    expect(copy.snapshot.find('WALK-IN-CODE-1')).toMatchObject({
      isWalkIn: true,
      isSold: false,
      holder: { name: null, kind: 'walk-in' },
    });
    expect(copy.snapshot.find('OTHER-CODE-1')).toMatchObject({ concert: { title: 'Another night' } });
    for (const stranger of ['valid-code-1', 'VALID-CODE-1 ', 'VÁLID-CODE-1', 'VALID-CODE-', '']) {
      expect(copy.snapshot.find(stranger)).toBeNull();
    }
    expect(copy.snapshot.state()).toMatchObject({ isComplete: true, ticketPurchases: 5, unclearRows: 0 });
    expect(copy.snapshot.progress()).toBeNull();
    expect(copy.snapshot.concerts()).toMatchObject([
      { title: 'Tonight', onItsOwnKnown: 'admit', onItsOwnUnknown: 'refuse' },
      { title: 'Another night' },
    ]);
    await expectSame();
  });

  test('is the same after a restart', async () => {
    await refreshed();
    const before = copy.snapshot.find('VALID-CODE-1');
    const takenAt = copy.snapshot.state()?.takenAt;
    copy = copy.reopen();
    expect(copy.snapshot.find('VALID-CODE-1')).toEqual(before);
    expect(copy.snapshot.state()).toMatchObject({ isComplete: true, ticketPurchases: 5, takenAt });
    await expectSame();
  });

  test('learns of whatever the web version or anybody else changes', async () => {
    await refreshed();
    const { connection } = concert;
    await connection.query(
      "UPDATE ticket_purchases SET status = 'used', used_at = '2026-05-01 19:00:00.123', used_gate_id = 'G9', updated_at = NOW() WHERE qr_code = 'VALID-CODE-1'",
    );
    await connection.query("UPDATE ticket_purchases SET is_sold = 1 WHERE qr_code = 'WALK-IN-CODE-1'");
    await connection.query(
      "UPDATE ticket_purchases SET qr_code = 'NEW-CODE-1' WHERE qr_code = 'OTHER-CODE-1'",
    );
    await connection.query("DELETE FROM ticket_purchases WHERE qr_code = 'CANCELLED-CODE-1'");
    await connection.query("INSERT IGNORE INTO gates (id, name) VALUES ('G9', 'North')");
    await concert.addPurchases([{ code: 'LATE-CODE-1' }]);
    expect(await copy.refresh()).toMatchObject({ outcome: 'refreshed', changed: 4, removed: 1 });
    expect(copy.snapshot.find('VALID-CODE-1')).toMatchObject({
      status: 'used',
      usedAt: new Date('2026-05-01T19:00:00.123Z'),
      usedGate: { id: 'G9', name: 'North' },
    });
    expect(copy.snapshot.find('WALK-IN-CODE-1')).toMatchObject({ isSold: true });
    expect(copy.snapshot.find('OTHER-CODE-1')).toBeNull();
    expect(copy.snapshot.find('NEW-CODE-1')).toMatchObject({ concert: { title: 'Another night' } });
    expect(copy.snapshot.find('CANCELLED-CODE-1')).toBeNull();
    expect(copy.snapshot.find('LATE-CODE-1')).toMatchObject({ status: 'valid' });
    expect(copy.snapshot.state()).toMatchObject({ ticketPurchases: 5 });
  });

  test('learns of a renamed student, changed entry times and an organiser’s choice, which no row of a purchase tells', async () => {
    await refreshed();
    await concert.connection.query("UPDATE students SET name = 'Ada Lovelace'");
    await concert.connection.query(
      "UPDATE concerts SET entry_closes_at = '2026-05-01 22:30:00', on_its_own_known = 'lead', on_its_own_unknown = 'lead' WHERE id = ?",
      [concert.concertId],
    );
    await refreshed();
    expect(copy.snapshot.find('VALID-CODE-1')).toMatchObject({
      holder: { name: 'Ada Lovelace' },
      concert: { entryClosesAt: new Date('2026-05-01T22:30:00Z') },
    });
    expect(copy.snapshot.concerts()[0]).toMatchObject({ onItsOwnKnown: 'lead', onItsOwnUnknown: 'lead' });
    await concert.connection.query("UPDATE students SET name = 'Zoë Łukasiewicz'");
  });

  test('learns of a transaction that wrote first and committed long after others', async () => {
    await refreshed();
    const [slowId, quickId] = [await idOf('VALID-CODE-1'), await idOf('USED-CODE-1')];
    const slow = await createConnection({ uri: concert.adminUrl });
    try {
      await slow.query('START TRANSACTION');
      await slow.query("UPDATE ticket_purchases SET status = 'cancelled' WHERE id = ?", [slowId]);
      await concert.connection.query("UPDATE ticket_purchases SET status = 'cancelled' WHERE id = ?", [
        quickId,
      ]);
      await refreshed();
      expect(copy.snapshot.find('USED-CODE-1')).toMatchObject({ status: 'cancelled' });
      expect(copy.snapshot.find('VALID-CODE-1')).toMatchObject({ status: 'valid' });
      await slow.query('COMMIT');
    } finally {
      // Left open, it would hold the table for the rest of the tests.
      await slow.end();
    }
    await refreshed();
    expect(copy.snapshot.find('VALID-CODE-1')).toMatchObject({ status: 'cancelled' });
  });

  test('finds by the sweep what no change time tells: one that was turned back, and a row that was removed long ago', async () => {
    await refreshed();
    await concert.connection.query(
      "UPDATE ticket_purchases SET status = 'cancelled', changed_at = '2020-01-01 00:00:00' WHERE qr_code = 'VALID-CODE-1'",
    );
    await refreshed();
    expect(copy.snapshot.find('VALID-CODE-1')).toMatchObject({ status: 'cancelled' });
  });

  test('a code that goes from one ticket purchase to another is the other’s', async () => {
    await refreshed();
    const { connection } = concert;
    await connection.query("UPDATE ticket_purchases SET qr_code = 'RETIRED-1' WHERE qr_code = 'USED-CODE-1'");
    await connection.query(
      "UPDATE ticket_purchases SET qr_code = 'USED-CODE-1' WHERE qr_code = 'WALK-IN-CODE-1'",
    );
    await refreshed();
    expect(copy.snapshot.find('USED-CODE-1')).toMatchObject({ isWalkIn: true, status: 'valid' });
    expect(copy.snapshot.find('RETIRED-1')).toMatchObject({ status: 'used' });
    expect(copy.snapshot.find('WALK-IN-CODE-1')).toBeNull();
  });

  test('a whole table that changed in one instant comes over page by page', async () => {
    await concert.addPurchases(
      Array.from({ length: 5_000 }, (_, index) => ({ code: `MANY-CODES-${index}` })),
    );
    await refreshed();
    await concert.connection.query("UPDATE ticket_purchases SET attention_note = 'see the lead'");
    expect(await copy.refresh()).toMatchObject({ outcome: 'refreshed', changed: 5_005 });
    expect(copy.snapshot.find('MANY-CODES-4999')).toMatchObject({ attentionNote: 'see the lead' });
    await expectSame();
    const { connection } = concert;
    await connection.query("DELETE FROM ticket_purchases WHERE qr_code REGEXP '^MANY-CODES-[12].*'");
    const left = await concert.count('SELECT count(*) AS n FROM ticket_purchases');
    expect(left).toBeLessThan(3_000);
    await expect
      .poll(async () => (await copy.refresh()) && copy.snapshot.state()?.ticketPurchases, { timeout: 30_000 })
      .toBe(left);
    expect(copy.snapshot.state()).toMatchObject({ isInDoubt: false });
  });

  test('an admission of this gate is in it at once, and a refresh that was read before does not take it back', async () => {
    await refreshed();
    const ticketPurchaseId = await idOf('VALID-CODE-1');
    const at = new Date('2026-05-01T19:00:00.000Z');
    const reading = copy.refresh();
    await expect.poll(() => copy.pool.openConnections()).toBeGreaterThan(0);
    copy.snapshot.noteAdmitted({ ticketPurchaseId, at, gateId: 'G1' });
    await reading;
    expect(copy.snapshot.find('VALID-CODE-1')).toMatchObject({
      status: 'used',
      usedAt: at,
      usedGate: { id: 'G1' },
    });
    copy = copy.reopen();
    expect(copy.snapshot.find('VALID-CODE-1')).toMatchObject({ status: 'used', usedAt: at });
    // It was undone in the database, or never committed: the database is right.
    await refreshed();
    expect(copy.snapshot.find('VALID-CODE-1')).toMatchObject({ status: 'valid', usedAt: null });
  });

  test('rows that this program does not understand are answered “bad-data”, counted and logged without what they say', async () => {
    const { connection } = concert;
    await connection.query("ALTER TABLE ticket_purchases MODIFY status VARCHAR(20) NOT NULL DEFAULT 'valid'");
    try {
      await connection.query(
        "UPDATE ticket_purchases SET status = 'lost in the post' WHERE qr_code = 'USED-CODE-1'",
      );
      await connection.query(
        'INSERT INTO ticket_purchases (ticket_id, qr_code) SELECT ticket_id, NULL FROM ticket_purchases LIMIT 1',
      );
      await concert.addPurchases([{ code: 'x'.repeat(300) }, { code: 'line\nbreak' }]);
      const { log, entries } = keepingLog();
      const kept = openTestSnapshot(concert.url, { log });
      expect(await kept.refresh()).toMatchObject({ outcome: 'refreshed', changed: 8 });
      expect(kept.snapshot.find('USED-CODE-1')).toBe('bad-data');
      expect(kept.snapshot.find('VALID-CODE-1')).toMatchObject({ status: 'valid' });
      expect(kept.snapshot.state()).toMatchObject({ isComplete: true, ticketPurchases: 8, unclearRows: 1 });
      expect(JSON.stringify(entries)).toContain(`"ticketPurchaseId":${await idOf('USED-CODE-1')}`);
      expect(JSON.stringify(entries)).not.toMatch(/USED-CODE|lost in/u);
      expect(await kept.refresh()).toMatchObject({ outcome: 'refreshed', changed: 0 });
      await connection.query("UPDATE ticket_purchases SET status = 'used' WHERE qr_code = 'USED-CODE-1'");
      await kept.refresh();
      expect(kept.snapshot.find('USED-CODE-1')).toMatchObject({ status: 'used' });
      expect(kept.snapshot.state()).toMatchObject({ unclearRows: 0 });
      await kept.close();
    } finally {
      await connection.query('DELETE FROM ticket_purchases');
      await connection.query(
        "ALTER TABLE ticket_purchases MODIFY status ENUM('valid','used','cancelled') NOT NULL DEFAULT 'valid'",
      );
    }
  });

  test('a database that is away leaves what was there, and says why', async () => {
    await refreshed();
    const url = new URL(concert.url);
    url.port = '1';
    const away = openTestSnapshot(url.href, { folder: copy.folder });
    expect(await away.refresh()).toEqual({ outcome: 'database-failed', cause: 'database-unreachable' });
    expect(away.snapshot.find('VALID-CODE-1')).toMatchObject({ status: 'valid' });
    away.snapshot.close();
    await away.pool.close();
  });

  test('the changes are read by the index of that purpose', async () => {
    const { nextPageByChange, pageByChange } = await import('./remote-statements.ts');
    for (const statement of [
      pageByChange({ since: new Date(), overlapS: 30, limit: 100 }),
      nextPageByChange({ changedAt: new Date(), afterId: 1, limit: 100 }),
    ]) {
      const [rows] = await concert.connection.query(`EXPLAIN ${statement}`);
      const plan = JSON.stringify(rows);
      expect(plan).toMatch(/range/u);
      expect(plan).toContain('ticket_purchases_changed_at_index');
      expect(plan).not.toMatch(/sort/iu);
    }
  });
});
