import { assert, array, constantFrom, integer, property, record, shuffledSubarray } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openBooks } from './books.ts';
import { testLog } from './fixtures/log-lines.ts';
import type { Known, KnownTicketPurchase } from './known.ts';
import { replayLineOf } from './replay-line.ts';

const NOTHING: Known = { attempts: [], ticketPurchases: [] };

function purchase(code: string, particulars: Partial<KnownTicketPurchase> = {}): KnownTicketPurchase {
  const { codeDigest } = replayLineOf(testLog('G1', 1).attempt(code));
  return {
    id: 7,
    codeDigest,
    status: 'valid',
    usedAt: null,
    usedGateId: null,
    usedBy: null,
    admissions: [],
    conflict: null,
    ...particulars,
  };
}

describe('the offset of a laptop’s clock', () => {
  test('that fits no column is kept as the same instant', () => {
    const line = testLog('G1', 1).attempt('a', {
      doorTime: '1970-01-01T00:10:00.000Z',
      clockOffsetMs: 1_797_000_000_000,
      clockUncertaintyMs: 2,
    });
    const { doorTime, clockOffsetMs } = replayLineOf(line);
    expect(clockOffsetMs).toBe(2_147_483_647);
    expect(doorTime.getTime() + (clockOffsetMs ?? 0)).toBe(600_000 + 1_797_000_000_000);
  });
});

describe('a refusal whose attempt the database has admitted', () => {
  const refusedAt = '2026-12-18T19:00:00.000Z';
  const line = testLog('G1', 1).attempt('a', { verdict: 'not-sold-yet', doorTime: refusedAt });
  const { attemptId, codeDigest } = replayLineOf(line);
  const enter = (doorTime: string) =>
    openBooks(
      {
        ...NOTHING,
        attempts: [
          { attemptId, codeDigest, verdict: 'admitted', decidedBy: 'database', doorTime: new Date(doorTime) },
        ],
      },
      { isUnverifiedAccepted: false },
    ).enter(replayLineOf(line));

  test('at the same moment was turned away on a lost answer: a person must know', () => {
    expect(enter(refusedAt)).toMatchObject({ outcome: 'set-aside', reason: 'admitted-in-database' });
  });

  test('at a later scan under the same id came in after all: nothing is wrong', () => {
    expect(enter('2026-12-18T19:02:00.000Z')).toMatchObject({ outcome: 'recognised' });
  });
});

describe('a ticket purchase that is admitted', () => {
  test('is used at its door time by the database’s clock, at that gate, by that operator', () => {
    const books = openBooks(
      { ...NOTHING, ticketPurchases: [purchase('a')] },
      { isUnverifiedAccepted: false },
    );
    const line = testLog('G4', 1).attempt('a', {
      doorTime: '2026-12-18T19:00:00.000Z',
      clockOffsetMs: -90_000,
      operator: 'Ada',
    });
    expect(books.enter(replayLineOf(line)).outcome).toBe('inserted');
    expect(books.changes().uses).toEqual([
      { ticketPurchaseId: 7, usedAt: new Date('2026-12-18T18:58:30.000Z'), usedGateId: 'G4', usedBy: 'Ada' },
    ]);
  });

  test('by several gates ends in one use and one conflict, whatever the order of the lines and whatever is told twice', () => {
    const lines = array(
      record({
        gate: constantFrom('G1', 'G2', 'G3'),
        second: integer({ min: 0, max: 3 }),
        offsetMs: integer({ min: -1, max: 1 }),
      }),
      { minLength: 2, maxLength: 6 },
    ).map((admissions) =>
      admissions.map(({ gate, second, offsetMs }) =>
        replayLineOf(
          testLog(gate, 1).attempt('a', {
            doorTime: new Date(Date.UTC(2026, 11, 18, 19, 0, second)).toISOString(),
            clockOffsetMs: offsetMs,
          }),
        ),
      ),
    );
    const orders = lines.chain((all) =>
      record({
        one: shuffledSubarray(all, { minLength: all.length }),
        other: shuffledSubarray([...all, ...all], { minLength: all.length * 2 }),
      }),
    );
    assert(
      property(orders, ({ one, other }) => {
        const end = (order: typeof one) => {
          const books = openBooks(
            { ...NOTHING, ticketPurchases: [purchase('a')] },
            { isUnverifiedAccepted: false },
          );
          for (const line of order) books.enter(line);
          const { attempts, uses, conflicts } = books.changes();
          return {
            attempts: attempts.map(({ line }) => line.attemptId).toSorted(),
            uses,
            conflicts: conflicts.map(({ newSides, ...conflict }) => ({
              ...conflict,
              sides: newSides.map(({ attemptId }) => attemptId ?? '').toSorted(),
            })),
          };
        };
        const result = end(one);
        expect(end(other)).toEqual(result);
        expect(result.conflicts).toHaveLength(1);
        expect(result.conflicts[0]?.sides).toHaveLength(one.length);
      }),
    );
  });

  test('by the web version, which left no attempt, is a side without an attempt', () => {
    const usedAt = new Date('2026-12-18T18:00:00.000Z');
    const used = purchase('a', { status: 'used', usedAt, usedBy: 'Grace' });
    const books = openBooks({ ...NOTHING, ticketPurchases: [used] }, { isUnverifiedAccepted: false });
    const line = replayLineOf(testLog('G1', 1).attempt('a'));
    expect(books.enter(line).outcome).toBe('conflict');
    const { conflicts, uses } = books.changes();
    expect(conflicts[0]?.newSides).toMatchObject([
      { attemptId: null, operator: 'Grace', decidedBy: 'database', doorTime: usedAt },
      { attemptId: line.attemptId, gateId: 'G1', decidedBy: 'emergency' },
    ]);
    expect(uses).toEqual([]);
  });
});
