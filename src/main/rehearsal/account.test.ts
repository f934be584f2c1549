import { describe, expect, test } from 'vitest';
import { v7 as newAttemptId } from 'uuid';
import { settleAccount } from './account.ts';
import type { Books, LogEntry, RecordedAttempt } from './books.ts';
import type { RaceAnswer } from './race.ts';

const FIRST = newAttemptId();
const SECOND = newAttemptId();
const LOG = newAttemptId();

function answered(gateId: string, attemptId: string, part: Partial<RaceAnswer['answer']> = {}): RaceAnswer {
  return {
    gateId,
    code: 'code',
    answer: {
      attemptId,
      verdict: 'admitted',
      decidedBy: 'database',
      durationMs: 1,
      retries: 0,
      isRecalled: false,
      ...part,
    },
  };
}
function recorded(attemptId: string, part: Partial<RecordedAttempt> = {}): RecordedAttempt {
  return {
    attemptId,
    ticketPurchaseId: 1,
    gateId: 'G1',
    verdict: 'admitted',
    decidedBy: 'database',
    logId: null,
    sequence: null,
    ...part,
  };
}
function written(attemptId: string, part: Partial<LogEntry> = {}): LogEntry {
  return {
    gateId: 'G2',
    attemptId,
    ticketPurchaseId: 1,
    verdict: 'admitted',
    logId: LOG,
    sequence: 1,
    isVerified: true,
    ...part,
  };
}
function sideOf(attemptId: string): Books['sides'][number] {
  return { ticketPurchaseId: 1, attemptId, gateId: 'G1', decidedBy: 'emergency' };
}

/** One guest, admitted by the database, all well. */
const PEACE: Books = {
  purchases: [{ id: 1, code: 'code', status: 'used' }],
  attempts: [recorded(FIRST)],
  sides: [],
  setAside: [],
  pending: [],
  lines: [],
  logFindings: [],
};
const FROM_LOG = recorded(SECOND, { decidedBy: 'emergency', logId: LOG, sequence: 1 });
/** The same guest's ticket, let in a second time by a gate that was cut off. */
const CONFLICT: Books = {
  ...PEACE,
  attempts: [recorded(FIRST), FROM_LOG],
  sides: [sideOf(FIRST), sideOf(SECOND)],
  lines: [written(SECOND)],
};
const BOTH_SHOWN = [answered('G1', FIRST), answered('G2', SECOND, { decidedBy: 'emergency' })];

function findingsOf(books: Books, answers: readonly RaceAnswer[], codes = ['code']): readonly string[] {
  return settleAccount(books, answers, codes).findings;
}

describe('the account', () => {
  test('of a night in peace is clean', () => {
    expect(settleAccount(PEACE, [answered('G1', FIRST)], ['code'])).toEqual({
      attempts: 1,
      admitted: 1,
      lost: 0,
      doubled: 0,
      conflicts: 0,
      findings: [],
    });
  });

  test('takes a double that is a conflict with both sides', () => {
    expect(settleAccount(CONFLICT, BOTH_SHOWN, ['code'])).toMatchObject({ conflicts: 1, findings: [] });
  });

  test('takes a line that the database had decided already, its answer lost', () => {
    const books = { ...PEACE, lines: [written(FIRST)] };
    expect(findingsOf(books, [answered('G2', FIRST, { decidedBy: 'emergency' })])).toEqual([]);
  });

  test('finds a green that is not in the database', () => {
    const books: Books = { ...PEACE, purchases: [{ id: 1, code: 'code', status: 'valid' }], attempts: [] };
    expect(settleAccount(books, [answered('G1', FIRST)], ['code'])).toMatchObject({ lost: 1 });
  });

  test('finds a green that is in the database for somebody else', () => {
    const books: Books = {
      ...PEACE,
      purchases: [...PEACE.purchases, { id: 2, code: 'other', status: 'used' }],
      attempts: [recorded(FIRST, { ticketPurchaseId: 2 })],
    };
    expect(settleAccount(books, [answered('G1', FIRST)], ['code'])).toMatchObject({ lost: 1 });
  });

  test('finds a guest who never saw a green', () => {
    const refusal = answered('G1', SECOND, { verdict: 'already-admitted' });
    expect(findingsOf(PEACE, [refusal])).toContain('code was never shown green');
  });

  test.each([
    ['without a conflict', { ...CONFLICT, sides: [] }],
    ['with one side missing', { ...CONFLICT, sides: [sideOf(FIRST), sideOf(newAttemptId())] }],
    ['by the database itself', { ...CONFLICT, attempts: [recorded(FIRST), recorded(SECOND)] }],
  ])('finds a code that was admitted twice %s', (_how, books) => {
    expect(settleAccount(books, BOTH_SHOWN, ['code'])).toMatchObject({ doubled: 1 });
  });

  test.each<[string, Partial<Books>]>([
    ['a conflict with one side', { sides: [sideOf(FIRST)] }],
    ['a conflict with a side that admitted nobody', { sides: [sideOf(FIRST), sideOf(SECOND)] }],
    [
      'a used purchase that nobody admitted',
      { purchases: [...PEACE.purchases, { id: 2, code: 'x', status: 'used' }] },
    ],
    ['an admission whose purchase is unused', { purchases: [{ id: 1, code: 'code', status: 'valid' }] }],
    ['a line that is not in the database', { lines: [written(SECOND)] }],
    [
      'a line whose refusal is an admission in the database',
      { lines: [written(FIRST, { verdict: 'cancelled' })] },
    ],
    ['a line of another guest', { lines: [written(FIRST, { ticketPurchaseId: 2 })] }],
    ['a line that stands twice', { lines: [written(FIRST), written(FIRST, { sequence: 2 })] }],
    ['a line behind a break of the chain', { lines: [written(FIRST, { isVerified: false })] }],
    ['a line that was set aside', { setAside: [{ gateId: 'G1', reason: 'ticket-gone' }] }],
    ['a fault of a log', { logFindings: ['G1: torn'] }],
  ])('finds %s', (_what, part) => {
    expect(findingsOf({ ...PEACE, ...part }, [answered('G1', FIRST)])).toHaveLength(1);
  });

  test('finds an attempt that was decided without the database and stands in no log', () => {
    expect(
      findingsOf({ ...CONFLICT, lines: [] }, [answered('G1', FIRST), answered('G2', SECOND)]),
    ).toHaveLength(1);
  });

  test('finds a decision of a gate on its own that is not in its log', () => {
    const answers = [answered('G1', FIRST, { decidedBy: 'emergency' })];
    expect(findingsOf(PEACE, answers)).toHaveLength(1);
  });

  test('finds a line that went in as another line', () => {
    const books = { ...CONFLICT, lines: [written(SECOND, { sequence: 7 })] };
    expect(findingsOf(books, BOTH_SHOWN)).toHaveLength(1);
  });
});
