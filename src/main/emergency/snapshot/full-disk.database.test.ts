import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { mountSmallDisk, type SmallDisk } from '../../../../tools/faults/small-disk.ts';
import { createScratchConcert, type ScratchConcert } from '../../../../tools/practice/scratch-concert.ts';
import { keepingLog } from '../../../../tools/practice/silent-log.ts';
import { makeSnapshotFolder, openTestSnapshot } from './fixtures/snapshot-folder.ts';

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
      disk = await mountSmallDisk(path.join(makeSnapshotFolder(), 'disk'), DISK_MEGABYTES);
    });
    afterAll(async () => {
      await disk.unmount();
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
  },
);
