import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { openSessionPool, type SessionPool } from '#main/database/session-pool.ts';
import { createScratchConcert, type ScratchConcert } from '../../../../tools/practice/scratch-concert.ts';
import { silentLog } from '../../../../tools/practice/silent-log.ts';
import { choose, listChoices } from './on-its-own-choice.ts';

describe.each(inject('databaseServers'))('the organiser’s choice on $kind $version', (server) => {
  let concert: ScratchConcert;
  let pool: SessionPool;
  beforeAll(async () => {
    concert = await createScratchConcert(server);
    pool = openSessionPool({ url: concert.url, log: silentLog });
  });
  afterAll(async () => {
    await pool.close();
    await concert.drop();
  });

  test('is to admit known tickets and refuse unknown codes until it is changed, for one concert and one thing at a time', async () => {
    const { concertId, otherConcertId } = concert;
    const before = await listChoices(pool);
    expect(before.map((choice) => choice.concertId)).toEqual([otherConcertId, concertId]);
    expect(
      before.every((choice) => choice.onItsOwnKnown === 'admit' && choice.onItsOwnUnknown === 'refuse'),
    ).toBe(true);
    expect(await choose(pool, { concertId, known: 'lead', unknown: null })).toBe(true);
    expect(await listChoices(pool)).toMatchObject([
      { onItsOwnKnown: 'admit', onItsOwnUnknown: 'refuse' },
      { onItsOwnKnown: 'lead', onItsOwnUnknown: 'refuse' },
    ]);
    // The same again is no failure.
    expect(await choose(pool, { concertId, known: 'lead', unknown: 'lead' })).toBe(true);
    expect(await listChoices(pool)).toMatchObject([{}, { onItsOwnKnown: 'lead', onItsOwnUnknown: 'lead' }]);
  });

  test('for a concert that is not there is refused', async () => {
    expect(await choose(pool, { concertId: 999_999, known: 'lead', unknown: null })).toBe(false);
  });
});
