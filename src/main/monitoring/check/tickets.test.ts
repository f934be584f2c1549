import { expect, test } from 'vitest';
import type { PurchaseCount } from '../integrity/purchases.ts';
import { judgeCounts, judgeWalkIns, judgeWithoutTicket } from './tickets.ts';

function some(count: number, change: Partial<PurchaseCount> = {}): PurchaseCount {
  const plain = {
    ticketId: 1,
    concertId: 1,
    ticketKind: 'Standing',
    status: 'valid',
    isWalkIn: false,
    isSold: false,
  };
  return { ...plain, count, ...change } as PurchaseCount;
}

test('counts what was sold ahead, walk-ins, cancelled and used ones, and each kind apart', () => {
  const counts = [
    some(1_800),
    some(40, { status: 'cancelled' }),
    some(12, { isWalkIn: true, isSold: true }),
    some(100, { isWalkIn: true }),
    some(60, { ticketId: 2, ticketKind: 'Balcony', status: 'used' }),
  ];
  expect(judgeCounts(counts, false)).toMatchObject({
    level: 'green',
    finding:
      '1,900 sold, 112 walk-ins (12 sold), 40 cancelled; 60 used already. By kind: Standing 1,840 sold, 112 walk-ins (12 sold), 40 cancelled; Balcony 60 sold.',
  });
});

test('tickets that are used before entry opens are amber, and no tickets at all red', () => {
  expect(judgeCounts([some(10), some(1, { status: 'used' })], true).level).toBe('amber');
  expect(judgeCounts([some(10)], true).level).toBe('green');
  expect(judgeCounts([some(0)], true).level).toBe('red');
  expect(judgeCounts([], true).level).toBe('red');
});

test('a status that nobody knows is red and named, and a ticket that is gone amber', () => {
  expect(judgeCounts([some(10), some(1, { status: 'unknown' })], false, 4_711)).toMatchObject({
    level: 'red',
    finding:
      '11 sold; 0 used already. 1 in a status that this program does not know, ticket purchase 4711 for example.',
  });
  expect(judgeWithoutTicket({ count: 0, firstId: null }).level).toBe('green');
  expect(judgeWithoutTicket({ count: 1, firstId: 4_711 })).toMatchObject({
    level: 'amber',
    finding: expect.stringContaining('4711'),
  });
});

test('walk-ins that are all sold are amber; none at all is how some concerts are', () => {
  expect(judgeWalkIns([some(10)]).level).toBe('green');
  expect(judgeWalkIns([some(10, { isWalkIn: true })]).level).toBe('green');
  expect(judgeWalkIns([some(10, { isWalkIn: true, isSold: true })]).level).toBe('amber');
});
