import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync, readFileSync, statSync, writeFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { createScratchConcert, type ScratchConcert } from '../../../../tools/practice/scratch-concert.ts';
import { keepingLog } from '../../../../tools/practice/silent-log.ts';
import { makeSnapshotFolder, openTestSnapshot } from './fixtures/snapshot-folder.ts';
import { laptopKeyPath } from './laptop-key.ts';
import { snapshotPath } from './local-file.ts';

const PROGRAM = path.join(import.meta.dirname, 'fixtures/copy-until-killed.ts');
const PURCHASES = 12_000;
const codeOf = (index: number): string => `TICKET-CODE-${String(index).padStart(6, '0')}`;

describe.each(inject('databaseServers'))('a snapshot of $kind $version that is cut off', (server) => {
  let concert: ScratchConcert;
  beforeAll(async () => {
    concert = await createScratchConcert(server);
    await concert.addPurchases(Array.from({ length: PURCHASES }, (_, index) => ({ code: codeOf(index) })));
  });
  afterAll(async () => concert.drop());

  /** Runs a first copy in a process of its own and kills that when it has copied `rows`. */
  async function killAfter(folder: string, rows: number): Promise<void> {
    const child = spawn(process.execPath, [PROGRAM, concert.url, folder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const exited = once(child, 'exit');
    for await (const line of createInterface({ input: child.stdout })) {
      if (line === 'done') break;
      if (Number(line) >= rows) {
        child.kill('SIGKILL');
        break;
      }
    }
    expect((await exited)[1]).toBe('SIGKILL');
  }

  test.each([1, 2_500, 7_000])(
    'killed after %i rows of its first copy keeps them, and goes on from there',
    async (rows) => {
      const folder = makeSnapshotFolder();
      await killAfter(folder, rows);
      const { snapshot, refresh, close } = openTestSnapshot(concert.url, { folder });
      const copied = snapshot.state()?.ticketPurchases ?? 0;
      expect(copied).toBeGreaterThanOrEqual(rows);
      expect(copied).toBeLessThan(PURCHASES);
      expect(snapshot.state()).toMatchObject({ isComplete: false });
      expect(snapshot.find(codeOf(0))).toMatchObject({ status: 'valid' });
      expect(snapshot.find(codeOf(copied - 1))).toMatchObject({ status: 'valid' });
      expect(snapshot.find(codeOf(copied))).toBeNull();
      expect(await refresh()).toMatchObject({ outcome: 'refreshed', changed: PURCHASES - copied });
      expect(snapshot.state()).toMatchObject({ isComplete: true, ticketPurchases: PURCHASES });
      expect(snapshot.find(codeOf(PURCHASES - 1))).toMatchObject({ status: 'valid' });
      await close();
    },
  );

  test('stopped in its first copy tells its progress and goes on', async () => {
    const { snapshot, refresh, close } = openTestSnapshot(concert.url);
    const stopping = new AbortController();
    const stopped = refresh(stopping.signal);
    await expect
      .poll(() => snapshot.progress()?.copied ?? 0, { interval: 1, timeout: 30_000 })
      .toBeGreaterThan(500);
    stopping.abort();
    expect(await stopped).toEqual({ outcome: 'stopped' });
    const progress = snapshot.progress();
    expect(progress?.copied).toBeLessThan(PURCHASES);
    expect(progress?.total).toBeGreaterThan(PURCHASES * 0.9);
    expect(progress?.total).toBeLessThan(PURCHASES * 1.1);
    expect(await refresh()).toMatchObject({
      outcome: 'refreshed',
      changed: PURCHASES - (progress?.copied ?? 0),
    });
    expect(snapshot.progress()).toBeNull();
    await close();
  });

  test('in the middle of which a ticket changed that was copied already, has the change in the end', async () => {
    const { snapshot, refresh, close } = openTestSnapshot(concert.url);
    const copying = refresh();
    await expect
      .poll(() => snapshot.progress()?.copied ?? 0, { interval: 1, timeout: 30_000 })
      .toBeGreaterThan(500);
    await concert.connection.query('UPDATE ticket_purchases SET attention_note = ? WHERE qr_code = ?', [
      'late',
      codeOf(0),
    ]);
    await copying;
    expect(snapshot.find(codeOf(0))).toMatchObject({ attentionNote: 'late' });
    await close();
  });

  test.each([
    ['is no database', (file: string) => writeFileSync(file, 'x'.repeat(9_000))],
    ['is half a file', (file: string) => writeFileSync(file, readFileSync(file).subarray(0, 700_000))],
    [
      'has a page of noise',
      (file: string) => overwrite(file, Math.floor(statSync(file).size / 8_192) * 4_096),
    ],
    ['has a header of noise', (file: string) => overwrite(file, 0)],
  ])('and then %s: it is put aside with a report and copied anew', async (_what, damage) => {
    const before = openTestSnapshot(concert.url);
    await before.refresh();
    before.snapshot.close();
    await before.pool.close();
    const file = snapshotPath(before.gateFolder);
    damage(file);
    const { log, entries } = keepingLog();
    const { snapshot, refresh, close } = openTestSnapshot(concert.url, { folder: before.folder, log });
    expect(entries.map(({ level, sentence }) => `${level}: ${sentence}`)).toEqual([
      'error: The snapshot is damaged: it was put aside and is copied anew',
    ]);
    expect(existsSync(`${file}.damaged`)).toBe(true);
    expect(snapshot.state()).toBeNull();
    expect(snapshot.find(codeOf(0))).toBeNull();
    expect(await refresh()).toMatchObject({ outcome: 'refreshed', changed: PURCHASES });
    expect(snapshot.find(codeOf(PURCHASES - 1))).toMatchObject({ status: 'valid' });
    await close();
  });

  test('damaged while it is in use, answers nothing wrong and is copied anew', async () => {
    const { log, entries } = keepingLog();
    const { snapshot, refresh, close, gateFolder } = openTestSnapshot(concert.url, { log });
    await refresh();
    const file = snapshotPath(gateFolder);
    // Somebody else's write makes SQLite forget the pages that it holds in memory: it reads the noise.
    const other = new DatabaseSync(file);
    other.exec("INSERT INTO gates VALUES ('G9', NULL); PRAGMA wal_checkpoint(TRUNCATE)");
    for (let at = 4_096; at < statSync(file).size; at += 4_096) overwrite(file, at);
    for (let index = 0; index < 20; index += 1) {
      const found = snapshot.find(codeOf(index));
      expect(found === null || found === 'bad-data' || found.status === 'valid').toBe(true);
    }
    expect(entries.some(({ level }) => level === 'error')).toBe(true);
    await expect.poll(async () => (await refresh()).outcome, { timeout: 30_000 }).toBe('refreshed');
    expect(snapshot.find(codeOf(7))).toMatchObject({ status: 'valid' });
    expect(snapshot.state()).toMatchObject({ isComplete: true, ticketPurchases: PURCHASES });
    other.close();
    await close();
  });

  test('whose key is damaged, is copied anew under another', async () => {
    const before = openTestSnapshot(concert.url);
    await before.refresh();
    before.snapshot.close();
    await before.pool.close();
    const key = laptopKeyPath(before.folder);
    expect(statSync(key).mode & 0o777).toBe(0o600);
    writeFileSync(key, 'short');
    const after = openTestSnapshot(concert.url, { folder: before.folder });
    expect(after.snapshot.state()).toBeNull();
    await after.refresh();
    expect(after.snapshot.find(codeOf(0))).toMatchObject({ status: 'valid' });
    expect(readFileSync(key)).toHaveLength(32);
    await after.close();
  });

  test('on a disk that can’t be written, works from memory', async () => {
    const folder = makeSnapshotFolder();
    writeFileSync(path.join(folder, 'gates'), 'a file where a folder should be');
    const { log, entries } = keepingLog();
    const { snapshot, refresh, close } = openTestSnapshot(concert.url, { folder, log });
    expect(entries.some(({ sentence }) => sentence.includes('only in memory'))).toBe(true);
    expect(await refresh()).toMatchObject({ outcome: 'refreshed', changed: PURCHASES });
    expect(snapshot.find(codeOf(1))).toMatchObject({ status: 'valid' });
    await close();
  });
});

function overwrite(file: string, at: number): void {
  const descriptor = openSync(file, 'r+');
  writeSync(descriptor, Buffer.alloc(4_096, 0xa5), 0, 4_096, at);
  closeSync(descriptor);
}
