import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { RowDataPacket } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { migrate } from '#main/database/migrate.ts';
import { createScratchConcert, type ScratchConcert } from '../../../tools/practice/scratch-concert.ts';
import { keepingLog, silentLog } from '../../../tools/practice/silent-log.ts';
import { openTestLaptop, scan, type TestLaptop } from './fixtures/test-laptop.ts';

const MIGRATIONS_FOLDER = path.resolve(import.meta.dirname, '../../../drizzle');
/** The program before knew these: 0000 to 0002. */
const MIGRATIONS_BEFORE = 3;
const NO_SUCH_TABLE = 1146;

/** The migrations that the program before came with. */
function migrationsBefore(folder: string): string {
  const before = path.join(folder, 'drizzle');
  cpSync(MIGRATIONS_FOLDER, before, { recursive: true });
  const file = path.join(before, 'meta/_journal.json');
  const journal = JSON.parse(readFileSync(file, 'utf8')) as { entries: unknown[] };
  writeFileSync(file, JSON.stringify({ ...journal, entries: journal.entries.slice(0, MIGRATIONS_BEFORE) }));
  return before;
}

describe.each(inject('databaseServers'))(
  'a gate on $kind $version whose database is the program before’s',
  (server) => {
    let folder: string;
    let concert: ScratchConcert;
    let laptop: TestLaptop;
    const { log, entries } = keepingLog();

    beforeAll(async () => {
      folder = mkdtempSync(path.join(os.tmpdir(), 'admit-one-before-'));
      concert = await createScratchConcert(server, migrationsBefore(folder));
      await concert.addPurchases(['door', 'alone', 'later'].map((code) => ({ code })));
      laptop = await openTestLaptop(concert.url, { log });
    });
    afterAll(async () => {
      await laptop.close();
      await concert.drop();
      rmSync(folder, { recursive: true });
    });

    async function row(): Promise<RowDataPacket | undefined> {
      const [rows] = await concert.connection.query<RowDataPacket[]>(
        "SELECT * FROM gate_states WHERE gate_id = 'G1'",
      );
      return rows[0];
    }
    const told = (sentence: RegExp): number =>
      entries.filter((entry) => sentence.test(entry.sentence)).length;
    const outagesTold = (): number =>
      entries.filter(
        ({ sentence, fields }) => /outage could not/u.test(sentence) && fields['errno'] === NO_SUCH_TABLE,
      ).length;

    test('has its doors and its beat, and loses the gauges only, which come by themselves when it is migrated', async () => {
      const gate = await laptop.openCopied();
      expect(await scan(gate, 'door')).toMatchObject({ verdict: 'admitted', decidedBy: 'database' });
      const beats = async (): Promise<number> => Number((await row())?.['beat']);
      await expect.poll(beats).toBeGreaterThan(0);

      laptop.pullTheCable();
      expect(await scan(gate, 'alone')).toMatchObject({ verdict: 'admitted', decidedBy: 'emergency' });
      await expect.poll(() => gate.state().connection.state).toBe('on-its-own');
      laptop.plugIn();
      await expect
        .poll(() => gate.state())
        .toMatchObject({ connection: { state: 'online' }, emergency: { pendingLines: 0, setAsideLines: 0 } });
      expect(await concert.count("SELECT COUNT(*) n FROM scan_attempts WHERE decided_by = 'emergency'")).toBe(
        1,
      );
      await expect
        .poll(row)
        .toMatchObject({ pending_lines: 0, last_log_sequence: expect.any(Number) as number });
      // The table of outages is not there yet: it is tried with every beat, and said once.
      await expect.poll(outagesTold).toBe(1);
      const beatThen = await beats();
      await expect.poll(beats).toBeGreaterThan(beatThen);
      expect(told(/has not been migrated/u)).toBe(1);
      expect(gate.state().connection.state).toBe('online');

      await migrate({ url: concert.url, migrationsFolder: MIGRATIONS_FOLDER, log: silentLog });
      await expect.poll(row).toMatchObject({
        operator: 'Ada',
        attempts: 2,
        is_snapshot_complete: 1,
        started_at: expect.any(Date) as Date,
      });
      await expect
        .poll(() => concert.count('SELECT COUNT(*) n FROM gate_outages WHERE decided = 1 AND admitted = 1'))
        .toBe(1);
      expect(outagesTold()).toBe(1);
      expect(await scan(gate, 'later')).toMatchObject({ verdict: 'admitted', decidedBy: 'database' });
    });
  },
);
