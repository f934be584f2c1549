import { readdirSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import {
  openSearchKey,
  type SearchKey,
  wrappedSearchKeySchema,
} from '#main/emergency/snapshot/search-keys.ts';
import type { Gate } from '#main/gate/gate.ts';
import type { ScratchConcert } from '../../../tools/practice/scratch-concert.ts';
import { createLeadConcert, openTestLead, PIN, type TestLead } from './fixtures/test-lead.ts';
import type { Lead } from './lead.ts';
import { pinPath, readPinFile } from './pin/pin-file.ts';
import { presetPin } from './pin/preset-pin.ts';
import { readStoredGuests } from './stored-guests.ts';

describe.each(inject('databaseServers'))('the lead of a gate on $kind $version', (server) => {
  let concert: ScratchConcert;
  let desk: TestLead;
  let lead: Lead;
  let gate: Gate;

  beforeAll(async () => {
    concert = await createLeadConcert(server);
  });
  afterAll(() => concert.drop());
  beforeEach(async () => {
    desk = await openTestLead(concert);
    ({ gate, lead } = desk);
  });
  afterEach(() => desk.close());

  /** Opens the key that names are sealed to with the PIN, as the command line does beside the gate. */
  async function openKey(): Promise<SearchKey> {
    const pinFile = await readPinFile(pinPath(desk.folder, false), wrappedSearchKeySchema);
    const searchKey = pinFile.kind === 'read' ? await openSearchKey(pinFile.wrapped, PIN) : null;
    if (searchKey === null) throw new Error('The key did not open.');
    return searchKey;
  }
  const readStored = (searchKey: SearchKey) =>
    readStoredGuests({
      kept: desk.folder,
      gateId: 'G1',
      concertId: concert.concertId,
      searchKey,
      now: new Date(),
    });

  test('finds guests by name with the database away, and the list to print too', async () => {
    await desk.choosePin();
    const find = (text: string) => lead.calls['lead:find-guests']({ text });
    await expect.poll(() => gate.snapshot()?.isSearchComplete(), { timeout: 30_000 }).toBe(true);
    await desk.cutOff();
    expect(await find('luk zo')).toMatchObject({
      outcome: 'found',
      all: 3,
      guests: expect.arrayContaining([
        expect.objectContaining({
          name: 'Zoë Łukasiewicz',
          attentionNote: 'Wheelchair',
          verdict: 'admitted',
        }),
        expect.objectContaining({ verdict: 'cancelled' }),
      ]),
    });
    expect(await find('0002')).toMatchObject({ outcome: 'found', all: 1 });
    expect(await find('nobody')).toEqual({ outcome: 'found', guests: [], all: 0 });

    // The same from the file alone.
    const stored = await readStored(await openKey());
    expect(stored).toMatchObject({ outcome: 'read', title: 'Tonight' });
    expect(stored.outcome === 'read' ? stored.guests.map(({ verdict }) => verdict).toSorted() : []).toEqual([
      'admitted',
      'admitted',
      'cancelled',
      'not-sold-yet',
    ]);
  }, 60_000);

  test('is told how many names are missing when the PIN was chosen during an outage, and gets no list with gaps', async () => {
    await desk.cutOff();
    await desk.choosePin();
    const problem = expect.stringMatching(/0 of 4 names.*online for a moment after the PIN was chosen/u);
    expect(await lead.calls['lead:find-guests']({ text: 'zoe' })).toEqual({ outcome: 'failed', problem });
    const order = { kinds: ['door-list' as const], folder: desk.stick };
    expect(await lead.calls['lead:export'](order)).toEqual({ outcome: 'failed', problem });
    expect(readdirSync(desk.stick)).toEqual([]);
    expect(await readStored(await openKey())).toEqual({ outcome: 'none', problem });
  }, 60_000);

  test('finds the names of a PIN that was chosen at the command line, as soon as the gate is online', async () => {
    await presetPin({ folder: desk.folder, isPractice: false, pin: PIN });
    const searchKey = await openKey();
    await expect
      .poll(() => readStored(searchKey), { timeout: 20_000 })
      .toMatchObject({ outcome: 'read', guests: { length: 4 } });
  }, 60_000);
});
