import { describe, expect, test } from 'vitest';
import type { DecidedVerdict } from '#shared/verdict.ts';
import { judge } from './rules.ts';

const NOON = new Date('2026-11-22T12:00:00.000Z');
const HOUR_MS = 3_600_000;
const TICKET = {
  concertId: 1,
  status: 'valid' as 'valid' | 'used' | 'cancelled',
  isWalkIn: false,
  isSold: false,
  entryOpensAt: new Date(NOON.getTime() - HOUR_MS) as Date | null,
  entryClosesAt: new Date(NOON.getTime() + HOUR_MS) as Date | null,
};

function ticketWith(difference: Partial<typeof TICKET>) {
  const { concertId: id, entryOpensAt, entryClosesAt, ...ticket } = { ...TICKET, ...difference };
  return { ...ticket, concert: { id, entryOpensAt, entryClosesAt } };
}

describe('the rules', () => {
  test.each<[string, Partial<typeof TICKET> | null, DecidedVerdict]>([
    ['a valid ticket for tonight comes in', {}, 'admitted'],
    ['a code that nobody has is unknown', null, 'unknown-code'],
    ['a used ticket was admitted already', { status: 'used' }, 'already-admitted'],
    ['a cancelled ticket is void', { status: 'cancelled' }, 'cancelled'],
    ['a walk-in that nobody paid for is not sold yet', { isWalkIn: true }, 'not-sold-yet'],
    ['a walk-in that was sold comes in', { isWalkIn: true, isSold: true }, 'admitted'],
    ['an ordinary ticket need not be marked sold', { isSold: false }, 'admitted'],
    ['a ticket for another night is named so', { concertId: 2 }, 'other-concert'],
    ['the wrong night is said before anything else', { concertId: 2, status: 'cancelled' }, 'other-concert'],
    ['a void walk-in is void before it is unsold', { isWalkIn: true, status: 'cancelled' }, 'cancelled'],
    ['a used walk-in was admitted, sold or not', { isWalkIn: true, status: 'used' }, 'already-admitted'],
    ['before entry opens nobody comes in', { entryOpensAt: new Date(NOON.getTime() + 1) }, 'not-open'],
    ['entry opens on the instant', { entryOpensAt: NOON }, 'admitted'],
    ['entry closes on the instant', { entryClosesAt: NOON }, 'not-open'],
    ['a concert without entry times is open', { entryOpensAt: null, entryClosesAt: null }, 'admitted'],
    [
      'whoever was admitted hears so after closing, too',
      { status: 'used', entryClosesAt: NOON },
      'already-admitted',
    ],
  ])('%s', (_sentence, difference, verdict) => {
    expect(judge(difference === null ? null : ticketWith(difference), { concertId: 1, now: NOON })).toBe(
      verdict,
    );
  });
});
