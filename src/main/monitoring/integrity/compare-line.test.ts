import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { testLog } from '#main/emergency/replay/fixtures/log-lines.ts';
import { replayLineOf } from '#main/emergency/replay/replay-line.ts';
import type { BookedAttempt } from './attempts.ts';
import { differenceOf } from './compare-line.ts';

const line = testLog('G1', 12).attempt('a code', { ticketPurchaseId: 7 });
const refusal = testLog('G1', 12).attempt('a code', { verdict: 'not-sold-yet' });

/** The attempt that replay makes of a line. */
function attemptOf(of: typeof line, changes: Partial<BookedAttempt> = {}): BookedAttempt {
  const { source, note: _note, retries: _retries, ...written } = replayLineOf(of);
  return {
    ...written,
    decidedBy: 'emergency',
    recordedTime: new Date(),
    logLine: { logId: source.logId, sequence: source.sequence },
    purchase: { status: 'used', codeDigest: Buffer.alloc(32), ticketId: 1, concertId: 12 },
    ...changes,
  };
}

const byDatabase = { decidedBy: 'database', logLine: null } as const;
const elsewhere = { logLine: { logId: 'another log', sequence: 1 } } as const;

test.each<[string, typeof line, Partial<BookedAttempt>]>([
  ['went in as it stands', line, {}],
  ['the database had admitted too, its answer lost', line, { ...byDatabase, gateId: 'G9' }],
  [
    'refused who was let in afterwards under the same id, by another line',
    refusal,
    { ...elsewhere, verdict: 'admitted' },
  ],
  ['refused whom the database refuses for another reason', refusal, { ...byDatabase, verdict: 'cancelled' }],
  ['knew no ticket purchase, and replay found one', refusal, { ticketPurchaseId: 9 }],
])('a line agrees that %s', (_words, of, changes) => {
  expect(differenceOf(of, attemptOf(of, changes))).toBeNull();
});

test.each<[string, typeof line, Partial<BookedAttempt>]>([
  ['the attempt is of another code', line, { codeDigest: createHash('sha256').update('another').digest() }],
  ['the line let somebody in, the database says not-open', line, { ...byDatabase, verdict: 'not-open' }],
  ['the database has the admission under another line', line, elsewhere],
  ['the line says admitted, the database cancelled', line, { verdict: 'cancelled' }],
  ['the line is of ticket purchase 7, the attempt of 8', line, { ticketPurchaseId: 8 }],
  ['the line is of ticket purchase 7, the attempt of none', line, { ticketPurchaseId: null }],
  ['the line is of gate G1', line, { gateId: 'G2' }],
  ['the door times are not the same', line, { doorTime: new Date(0) }],
  ['the clock offsets are not the same', line, { clockOffsetMs: 5 }],
  ['the line rests on rules, the attempt on lead', line, { basis: 'lead' }],
  ['the operators are not the same', line, { operator: 'Somebody' }],
])('a difference is told: %s', (expected, of, changes) => {
  expect(differenceOf(of, attemptOf(of, changes))).toBe(expected);
});
