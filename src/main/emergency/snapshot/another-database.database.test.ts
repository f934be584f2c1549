import { existsSync, renameSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { createScratchConcert, type ScratchConcert } from '../../../../tools/practice/scratch-concert.ts';
import { openTestSnapshot, type TestSnapshot } from './fixtures/snapshot-folder.ts';
import { previousPath, snapshotPath } from './kept-aside.ts';
import { createSearchKeys } from './search-keys.ts';

const HERE = '11111111-1111-4111-8111-111111111111';
const THERE = '22222222-2222-4222-8222-222222222222';
const ELSEWHERE = '33333333-3333-4333-8333-333333333333';
const POSITION = { logId: 'a-log', sequence: 7, hash: 'f'.repeat(64) };

describe.each(inject('databaseServers'))(
  'the snapshot of one of two databases on $kind $version',
  (server) => {
    let here: ScratchConcert;
    let there: ScratchConcert;
    let copy: TestSnapshot;
    beforeAll(async () => {
      here = await createScratchConcert(server);
      there = await createScratchConcert(server);
      await here.addPurchases([{ code: 'CODE-OF-HERE' }, { code: 'CODE-OF-BOTH' }]);
      await there.addPurchases([{ code: 'CODE-OF-BOTH', status: 'used' }, { code: 'CODE-OF-THERE' }]);
    });
    afterAll(async () => {
      await here.drop();
      await there.drop();
    });
    beforeEach(async () => {
      copy = openTestSnapshot(here.url);
      await copy.refresh();
      expect(copy.snapshot.belongTo(HERE)).toBe('same');
    });
    afterEach(async () => copy.close());

    /** As after a restart with another address set up. */
    function openAt(concert: ScratchConcert): void {
      copy.snapshot.close();
      void copy.pool.close();
      copy = openTestSnapshot(concert.url, { folder: copy.folder });
    }
    function expectOfHere(): void {
      expect(copy.snapshot.state()).toMatchObject({ isComplete: true, ticketPurchases: 2 });
      expect(copy.snapshot.find('CODE-OF-HERE')).toMatchObject({ status: 'valid' });
      expect(copy.snapshot.find('CODE-OF-THERE')).toBeNull();
    }

    test('stays what it was under any address, and until a database has answered', async () => {
      openAt(there);
      expectOfHere();
      expect(copy.snapshot.belongTo(HERE)).toBe('same');
      expectOfHere();
      expect(existsSync(previousPath(copy.gateFolder))).toBe(false);
    });

    test('begins anew for another database, and keeps the old copy until the new one is complete', async () => {
      openAt(there);
      copy.snapshot.noteLogPosition(POSITION);
      const { searchKey } = await createSearchKeys('123456');
      copy.snapshot.setSearchKey(searchKey.publicKey);
      expect(copy.snapshot.belongTo(THERE)).toBe('another');
      expect(copy.snapshot.state()).toBeNull();
      expect(copy.snapshot.find('CODE-OF-HERE')).toBeNull();
      expect(copy.snapshot.knownLogPosition()).toEqual(POSITION);
      expect(existsSync(previousPath(copy.gateFolder))).toBe(true);
      expect(copy.snapshot.belongTo(THERE)).toBe('same');
      await copy.refresh();
      expect(copy.snapshot.state()).toMatchObject({ isComplete: true, ticketPurchases: 2 });
      expect(copy.snapshot.find('CODE-OF-BOTH')).toMatchObject({ status: 'used' });
      expect(copy.snapshot.isSearchComplete()).toBe(true);
      expect(existsSync(previousPath(copy.gateFolder))).toBe(false);
      openAt(there);
      expect(copy.snapshot.belongTo(THERE)).toBe('same');
      expect(copy.snapshot.find('CODE-OF-THERE')).toMatchObject({ status: 'valid' });
    });

    test.each([
      ['at once', () => undefined],
      ['after a restart', () => openAt(here)],
      [
        'after a restart with a third database',
        () => {
          openAt(there);
          expect(copy.snapshot.belongTo(ELSEWHERE)).toBe('another');
          openAt(here);
        },
      ],
    ])('has the old copy again when the old database is, %s', async (_when, meanwhile) => {
      openAt(there);
      expect(copy.snapshot.belongTo(THERE)).toBe('another');
      const stopping = new AbortController();
      stopping.abort();
      await copy.refresh(stopping.signal);
      copy.snapshot.noteLogPosition(POSITION);
      meanwhile();
      expect(copy.snapshot.state()).toBeNull();
      expect(copy.snapshot.belongTo(HERE)).toBe('another');
      expectOfHere();
      expect(copy.snapshot.knownLogPosition()).toEqual(POSITION);
      openAt(here);
      expectOfHere();
      expect(copy.snapshot.belongTo(HERE)).toBe('same');
      expect(await copy.refresh()).toMatchObject({ outcome: 'refreshed', changed: 0, removed: 0 });
      expect(existsSync(previousPath(copy.gateFolder))).toBe(false);
    });

    test('has the only copy that is left by a crash between two moves', () => {
      openAt(there);
      copy.snapshot.close();
      renameSync(snapshotPath(copy.gateFolder), previousPath(copy.gateFolder));
      copy = copy.reopen();
      expectOfHere();
    });

    test('forgets the admissions that were noted for the other database’s ids', async () => {
      const found = copy.snapshot.find('CODE-OF-BOTH');
      if (found === null || found === 'bad-data') throw new Error('The code was copied.');
      copy.snapshot.belongTo(THERE);
      copy.snapshot.noteAdmitted({
        ticketPurchaseId: found.ticketPurchaseId,
        at: new Date(),
        gateId: 'G1',
      });
      copy.snapshot.belongTo(HERE);
      expect(copy.snapshot.find('CODE-OF-BOTH')).toMatchObject({ status: 'valid' });
    });

    test('writes nothing of a refresh that was under way for the one into the copy of the other', async () => {
      const refreshing = copy.refresh();
      await expect.poll(() => copy.pool.openConnections()).toBeGreaterThan(0);
      copy.snapshot.belongTo(THERE);
      expect(await refreshing).toEqual({ outcome: 'snapshot-failed' });
      expect(copy.snapshot.state()).toBeNull();
    });
  },
);
