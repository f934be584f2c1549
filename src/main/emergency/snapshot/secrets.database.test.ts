import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { createScratchConcert, type ScratchConcert } from '../../../../tools/practice/scratch-concert.ts';
import { openTestSnapshot, type TestSnapshot } from './fixtures/snapshot-folder.ts';
import { createSearchKeys, openSearchKey, type SearchKey, wrapSearchKey } from './search-keys.ts';
import type { SnapshotGuest } from './snapshot-types.ts';

const CODES = ['SECRET-CODE-ALPHA', 'SECRET-CODE-BRAVO', 'SHORT-1'] as const;
const NOTE = 'a most secret note';
const NAMES = ['Zoë Łukasiewicz', 'Ada Lovelace'] as const;

describe.each(inject('databaseServers'))('a stolen snapshot of $kind $version', (server) => {
  let concert: ScratchConcert;
  let copy: TestSnapshot;
  beforeAll(async () => {
    concert = await createScratchConcert(server);
    await concert.addPurchases([
      { code: CODES[0], attentionNote: NOTE },
      { code: CODES[1], isWalkIn: true },
      { code: CODES[2] },
      { code: 'SECRET-OTHER-NIGHT', isOtherConcert: true },
    ]);
  });
  afterAll(async () => concert.drop());
  beforeEach(() => {
    copy = openTestSnapshot(concert.url);
  });
  afterEach(async () => copy.close());

  async function guestsOf(searchKey: SearchKey): Promise<SnapshotGuest[]> {
    const guests: SnapshotGuest[] = [];
    for await (const guest of copy.snapshot.guests(searchKey, concert.concertId)) guests.push(guest);
    return guests;
  }

  /** No byte of any file, the write-ahead log included, in any encoding that a thief would look for. */
  function expectNoSecrets(): void {
    const bytes = copy.bytes();
    expect(bytes.length).toBeGreaterThan(4_096);
    for (const secret of [...CODES, ...NAMES, NOTE, 'SECRET', 'ALPHA', 'Lovelace', 'ukasiewicz']) {
      for (const encoding of ['utf8', 'utf16le', 'latin1'] as const) {
        expect(bytes.includes(Buffer.from(secret, encoding))).toBe(false);
      }
      expect(bytes.includes(Buffer.from(secret).toString('base64').replaceAll('=', ''))).toBe(false);
      expect(bytes.includes(Buffer.from(secret).toString('hex'))).toBe(false);
    }
  }

  test('holds no code, no name and no note in any byte of its files, before and after changes', async () => {
    const { searchKey } = await createSearchKeys('123456');
    copy.snapshot.setSearchKey(searchKey.publicKey);
    await copy.refresh();
    expect(copy.bytes().includes('Tonight')).toBe(true);
    expectNoSecrets();
    await concert.connection.query("UPDATE students SET name = 'Ada Lovelace'");
    await concert.connection.query(
      "UPDATE ticket_purchases SET status = 'cancelled' WHERE qr_code = 'SHORT-1'",
    );
    await copy.refresh();
    expect(copy.snapshot.find(CODES[0])).toMatchObject({
      holder: { name: 'Ada Lovelace' },
      attentionNote: NOTE,
    });
    expectNoSecrets();
    copy.snapshot.close();
    expectNoSecrets();
    await concert.connection.query("UPDATE students SET name = 'Zoë Łukasiewicz'");
    await concert.connection.query("UPDATE ticket_purchases SET status = 'valid' WHERE qr_code = 'SHORT-1'");
  });

  test('tells its guests to the lead’s PIN, and to nobody else', async () => {
    const { wrapped, searchKey } = await createSearchKeys('123456');
    copy.snapshot.setSearchKey(wrapped.publicKey);
    await copy.refresh();
    const opened = await openSearchKey(JSON.parse(JSON.stringify(wrapped)) as typeof wrapped, '123456');
    expect(await openSearchKey(wrapped, '123457')).toBeNull();
    expect(opened).not.toBeNull();
    const guests = await guestsOf(opened ?? searchKey);
    expect(guests).toHaveLength(3);
    expect(guests[0]).toEqual({
      ticketPurchaseId: expect.any(Number) as number,
      name: 'Zoë Łukasiewicz',
      kind: 'student',
      ticketKind: 'Standing',
      shortCode: '-ALPHA',
      attentionNote: NOTE,
      status: 'valid',
      isWalkIn: false,
      isSold: false,
    });
    expect(guests[1]).toMatchObject({ name: null, kind: 'walk-in', shortCode: '-BRAVO' });
    // The end of so short a code would nearly be the code.
    expect(guests[2]).toMatchObject({ shortCode: '' });
    const stranger = await createSearchKeys('123456');
    expect(await guestsOf(stranger.searchKey)).toEqual([]);
  });

  test('that was copied before there was a PIN gets its names sealed by the next refreshes', async () => {
    await copy.refresh();
    const { searchKey } = await createSearchKeys('123456');
    expect(await guestsOf(searchKey)).toEqual([]);
    copy.snapshot.setSearchKey(searchKey.publicKey);
    expect(copy.snapshot.isSearchComplete()).toBe(false);
    await copy.refresh();
    expect(copy.snapshot.isSearchComplete()).toBe(true);
    expect(await guestsOf(searchKey)).toHaveLength(3);
  });

  test('whose PIN was changed is read with the new one at once; whose PIN was forgotten, after a refresh, with the new key only', async () => {
    const { searchKey, wrapped } = await createSearchKeys('123456');
    copy.snapshot.setSearchKey(searchKey.publicKey);
    await copy.refresh();
    const rewrapped = await wrapSearchKey(searchKey, '999999');
    expect(rewrapped.publicKey).toBe(wrapped.publicKey);
    expect(await openSearchKey(rewrapped, '123456')).toBeNull();
    const changed = await openSearchKey(rewrapped, '999999');
    expect(await guestsOf(changed ?? searchKey)).toHaveLength(3);
    const anew = await createSearchKeys('222222');
    copy.snapshot.setSearchKey(anew.searchKey.publicKey);
    expect(copy.snapshot.isSearchComplete()).toBe(false);
    await copy.refresh();
    expect(copy.snapshot.isSearchComplete()).toBe(true);
    expect(await guestsOf(anew.searchKey)).toHaveLength(3);
    expect(await guestsOf(searchKey)).toEqual([]);
    copy = copy.reopen();
    expect(await guestsOf(anew.searchKey)).toHaveLength(3);
  });
});
