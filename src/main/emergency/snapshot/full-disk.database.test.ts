import { copyFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { mountSmallDisk, type SmallDisk } from '../../../../tools/faults/small-disk.ts';
import { createScratchConcert, type ScratchConcert } from '../../../../tools/practice/scratch-concert.ts';
import { keepingLog } from '../../../../tools/practice/silent-log.ts';
import { makeSnapshotFolder, openTestSnapshot } from './fixtures/snapshot-folder.ts';
import { snapshotPath } from './local-file.ts';
import type { Snapshot } from './snapshot-types.ts';

const CAN_MOUNT = process.platform === 'linux' && process.getuid?.() === 0;
const MEGABYTE = 1024 * 1024;
/** The copy takes more than what is left of the disk beside the file of somebody else. */
const DISK_MEGABYTES = 32;
const ROOM_MEGABYTES = 3;
const PURCHASES = 12_000;
const codeOf = (index: number): string => `TICKET-CODE-${String(index).padStart(6, '0')}`;

describe.runIf(CAN_MOUNT).each(inject('databaseServers'))(
  'a snapshot of $kind $version on a full disk',
  (server) => {
    let concert: ScratchConcert;
    let disk: SmallDisk;
    beforeAll(async () => {
      concert = await createScratchConcert(server);
      await concert.addPurchases(Array.from({ length: PURCHASES }, (_, index) => ({ code: codeOf(index) })));
      disk = await mountSmallDisk(path.join(makeSnapshotFolder(), 'disk'), `${DISK_MEGABYTES}m`);
    });
    afterAll(async () => {
      disk.unmount();
      rmSync(path.dirname(disk.folder), { recursive: true, force: true });
      await concert.drop();
    });

    test('keeps what was copied until the disk was full, says so, and goes on from there when there is room', async () => {
      const { log, entries } = keepingLog();
      const { snapshot, refresh, pool } = openTestSnapshot(concert.url, { folder: disk.folder, log });
      const other = path.join(disk.folder, 'other');
      writeFileSync(other, Buffer.alloc((DISK_MEGABYTES - ROOM_MEGABYTES) * MEGABYTE));
      expect(await refresh()).toEqual({ outcome: 'snapshot-failed' });
      await disk.fill();
      expect(await refresh()).toEqual({ outcome: 'snapshot-failed' });
      expect(entries.some(({ sentence }) => sentence === 'The snapshot’s file failed')).toBe(true);
      const copied = snapshot.state()?.ticketPurchases ?? 0;
      expect(copied).toBeGreaterThan(500);
      expect(copied).toBeLessThan(PURCHASES);
      expect(snapshot.state()).toMatchObject({ isComplete: false });
      expect(snapshot.find(codeOf(copied - 1))).toMatchObject({ status: 'valid' });
      expect(snapshot.find(codeOf(copied))).toBeNull();

      rmSync(other);
      await disk.free();
      expect(await refresh()).toMatchObject({ outcome: 'refreshed', changed: PURCHASES - copied });
      expect(snapshot.state()).toMatchObject({ isComplete: true, ticketPurchases: PURCHASES });
      expect(snapshot.find(codeOf(PURCHASES - 1))).toMatchObject({ status: 'valid' });
      snapshot.close();
      await pool.close();
    });

    test('that is full at the start stays where it is, answers from there, and is written again when there is room', async () => {
      const before = openTestSnapshot(concert.url, { folder: disk.folder });
      await before.refresh();
      expect(before.snapshot.belongTo('this-database')).toBe('same');
      before.snapshot.close();
      await before.pool.close();
      await disk.fill();
      const { log, entries } = keepingLog();
      const { snapshot, gateFolder, refresh, pool } = openTestSnapshot(concert.url, {
        folder: disk.folder,
        log,
      });
      expect(errorsOf(entries)).toEqual(['The snapshot can’t be written on the disk: it is only read']);
      expect(snapshot.belongTo('this-database')).toBe('same');
      expectAll(snapshot);
      expect(readdirSync(gateFolder).filter((name) => name.includes('damaged'))).toEqual([]);

      await disk.free();
      await concert.connection.query(
        "UPDATE ticket_purchases SET attention_note = 'there is room' WHERE qr_code = ?",
        [codeOf(7)],
      );
      await expect.poll(async () => (await refresh()).outcome, { timeout: 30_000 }).toBe('refreshed');
      expect(snapshot.find(codeOf(7))).toMatchObject({ attentionNote: 'there is room' });
      await expect.poll(() => snapshot.state() && isOnDiskAgain(entries), { timeout: 30_000 }).toBe(true);
      snapshot.close();
      const after = openTestSnapshot(concert.url, { folder: disk.folder });
      expect(after.snapshot.find(codeOf(7))).toMatchObject({ attentionNote: 'there is room' });
      expectAll(after.snapshot);
      after.snapshot.close();
      await after.pool.close();
      await pool.close();
    });

    test('that is full after a crash has all that was written before the crash', async () => {
      const before = openTestSnapshot(concert.url, { folder: disk.folder });
      await before.refresh();
      const { gateFolder } = before;
      const file = snapshotPath(gateFolder);
      const used = before.snapshot.find(codeOf(3));
      if (used === null || used === 'bad-data') throw new Error('The code was copied.');
      const at = new Date('2026-05-01T19:00:00.000Z');
      before.snapshot.noteAdmitted({ ticketPurchaseId: used.ticketPurchaseId, at, gateId: 'G1' });
      // Closing would tidy up; a crash leaves the write-ahead log.
      for (const each of [file, `${file}-wal`]) copyFileSync(each, `${each}.crashed`);
      before.snapshot.close();
      await before.pool.close();
      for (const each of [file, `${file}-wal`]) renameSync(`${each}.crashed`, each);
      await disk.fill();
      const { snapshot, pool } = openTestSnapshot(concert.url, { folder: disk.folder });
      expect(snapshot.find(codeOf(3))).toMatchObject({ status: 'used', usedAt: at });
      expect(snapshot.state()).toMatchObject({ isComplete: true, ticketPurchases: PURCHASES });
      snapshot.close();
      await disk.free();
      await pool.close();
      const after = openTestSnapshot(concert.url, { folder: disk.folder });
      expect(after.snapshot.find(codeOf(3))).toMatchObject({ status: 'used', usedAt: at });
      after.snapshot.close();
      await after.pool.close();
    });

    test('that is read-only at the start is read, and written again when it can be', async () => {
      disk.setReadOnly(true);
      const { log, entries } = keepingLog();
      const { snapshot, refresh, pool } = openTestSnapshot(concert.url, { folder: disk.folder, log });
      expectAll(snapshot);
      expect(snapshot.belongTo('this-database')).toBe('same');
      expect(await refresh()).toEqual({ outcome: 'snapshot-failed' });
      expectAll(snapshot);
      disk.setReadOnly(false);
      await expect.poll(async () => (await refresh()).outcome, { timeout: 30_000 }).toBe('refreshed');
      expect(isOnDiskAgain(entries)).toBe(true);
      expectAll(snapshot);
      snapshot.close();
      await pool.close();
    });

    test('that is full before there is any copy works from memory, and is on the disk when there is room', async () => {
      rmSync(path.join(disk.folder, 'gates'), { recursive: true, force: true });
      rmSync(path.join(disk.folder, 'snapshot-key'));
      await disk.fill();
      const { log, entries } = keepingLog();
      const { snapshot, refresh, pool } = openTestSnapshot(concert.url, { folder: disk.folder, log });
      expect(await refresh()).toMatchObject({ outcome: 'refreshed' });
      expect(snapshot.belongTo('this-database')).toBe('same');
      expectAll(snapshot);
      await disk.free();
      await expect
        .poll(() => snapshot.find(codeOf(1)) !== null && isOnDiskAgain(entries), { timeout: 30_000 })
        .toBe(true);
      expectAll(snapshot);
      snapshot.close();
      const after = openTestSnapshot(concert.url, { folder: disk.folder });
      expectAll(after.snapshot);
      expect(after.snapshot.belongTo('this-database')).toBe('same');
      expect(await after.refresh()).toMatchObject({ outcome: 'refreshed' });
      after.snapshot.close();
      await after.pool.close();
      await pool.close();
    });
  },
);

type Entries = ReturnType<typeof keepingLog>['entries'];

function errorsOf(entries: Entries): string[] {
  return entries.filter(({ level }) => level === 'error').map(({ sentence }) => sentence);
}

function isOnDiskAgain(entries: Entries): boolean {
  return entries.some(({ sentence }) => sentence === 'The snapshot is on the disk again');
}

function expectAll(snapshot: Snapshot): void {
  expect(snapshot.state()).toMatchObject({ isComplete: true, ticketPurchases: PURCHASES });
  expect(snapshot.find(codeOf(0))).toMatchObject({ status: 'valid' });
  expect(snapshot.find(codeOf(PURCHASES - 1))).toMatchObject({ status: 'valid' });
}
