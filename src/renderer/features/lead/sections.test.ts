import { expect, it } from 'vitest';
import { sectionsAt } from './sections.ts';

const concert = {
  id: 1,
  title: 'Concert',
  startsAt: null,
  entryOpensAt: '2026-06-01T17:00:00.000Z',
  entryClosesAt: null,
};

it('puts the check first until the doors open, and the state from then on', () => {
  expect(sectionsAt(concert, new Date('2026-06-01T16:59:59Z'))[0]).toBe('check');
  expect(sectionsAt(concert, new Date('2026-06-01T17:00:00Z'))[0]).toBe('state');
  expect(sectionsAt(concert, new Date('2026-06-01T17:00:00Z'))).toHaveLength(6);
});

it('puts the check first where nobody knows when the doors open', () => {
  expect(sectionsAt(null, new Date())[0]).toBe('check');
  expect(sectionsAt({ ...concert, entryOpensAt: null }, new Date())[0]).toBe('check');
});
