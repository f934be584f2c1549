import { expect, test } from 'vitest';
import { concertOf, readConcerts } from './concert-list.ts';

const NOW = new Date('2026-06-01T19:00:00.000Z');
const tonight = {
  id: 7,
  title: 'Tonight',
  starts_at: new Date('2026-06-01T20:00:00.000Z'),
  entry_opens_at: null,
  entry_closes_at: null,
  server_now: NOW,
};

test('an odd concert of years ago is left out and told of, and one without a title goes by its number', () => {
  const odd: string[] = [];
  const list = readConcerts(
    [tonight, { ...tonight, id: 1, starts_at: 'some time' }, { ...tonight, id: 2, title: null }],
    (columns) => odd.push(columns),
  );
  expect(list.known.map(({ id, title }) => [id, title])).toEqual([
    [7, 'Tonight'],
    [2, 'Concert 2'],
  ]);
  expect(list.serverNow).toEqual(NOW);
  expect(odd).toEqual(['starts_at']);
  expect(readConcerts([])).toEqual({ known: [], serverNow: null });
});

test('the concert that was told counts, whatever its times; without orders the one that opens', () => {
  const longAgo = { ...tonight, id: 1, starts_at: new Date('2019-06-01T20:00:00.000Z') };
  expect(concertOf(readConcerts([longAgo]).known, 1, NOW)).toMatchObject({ id: 1 });
  expect(concertOf(readConcerts([longAgo, tonight]).known, null, NOW)).toMatchObject({ id: 7 });
  expect(concertOf([], 1, NOW)).toBeNull();
});
