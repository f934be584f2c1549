import { expect, test } from 'vitest';
import type { ConcertFacts } from './find-concert.ts';
import { judgeConcert } from './concert.ts';

const at = (hour: number): Date => new Date(Date.UTC(2026, 5, 1, hour));
const concert = { id: 1, title: 'Tonight', startsAt: at(20), entryOpensAt: at(18), entryClosesAt: at(22) };
const facts = (change: Partial<ConcertFacts>): ConcertFacts => ({
  now: at(16),
  concert,
  alsoOpen: [],
  ...change,
});

test.each<[string, ConcertFacts, string, string]>([
  ['opens in two hours', facts({}), 'green', 'opens in 2 h 0 min'],
  ['is open', facts({ now: at(19) }), 'green', 'open now'],
  ['has closed', facts({ now: at(23) }), 'red', 'it has closed'],
  ['closes before it opens', facts({ concert: { ...concert, entryClosesAt: at(17) } }), 'red', 'never opens'],
  [
    'has no entry times',
    facts({ concert: { ...concert, entryOpensAt: null, entryClosesAt: null } }),
    'amber',
    'no entry times',
  ],
  ['has no end', facts({ concert: { ...concert, entryClosesAt: null } }), 'amber', 'one of its entry times'],
  ['is not alone', facts({ alsoOpen: [{ ...concert, id: 2, title: 'Matinee' }] }), 'amber', '“Matinee” (2)'],
  ['is not there', facts({ concert: null }), 'red', 'cannot tell'],
])('a concert that %s', (_name, found, level, words) => {
  const judged = judgeConcert(found, null);
  expect(judged.level).toBe(level);
  expect(judged.finding).toContain(words);
});

test('one that was named is not in doubt, but must be there', () => {
  expect(judgeConcert(facts({ alsoOpen: [{ ...concert, id: 2 }] }), 1).level).toBe('green');
  expect(judgeConcert(facts({ concert: null }), 9).finding).toBe('There is no concert 9.');
});
