import { expect, test } from 'vitest';
import type { BookedAttempt } from './attempts.ts';
import { judgeTime, type TimeFacts } from './times.ts';

const OPENS = Date.parse('2026-12-18T18:00:00.000Z');
const at = (ms: number): Date => new Date(OPENS + ms);
const HOUR_MS = 60 * 60_000;

/** An admission by the database an hour after entry opened. */
function attempt(changes: Partial<BookedAttempt> = {}): BookedAttempt {
  return {
    attemptId: '01938e00-0000-7000-8000-000000000001',
    ticketPurchaseId: 1,
    concertId: 1,
    gateId: 'G1',
    operator: '',
    verdict: 'admitted',
    decidedBy: 'database',
    basis: 'rules',
    codeDigest: Buffer.alloc(32),
    doorTime: at(HOUR_MS),
    recordedTime: at(HOUR_MS + 40),
    durationMs: 40,
    clockOffsetMs: null,
    clockUncertaintyMs: null,
    logLine: null,
    purchase: { status: 'used', codeDigest: Buffer.alloc(32), ticketId: 1, concertId: 1 },
    ...changes,
  };
}

const facts: TimeFacts = {
  now: at(8 * HOUR_MS),
  concert: {
    id: 1,
    title: 'Tonight',
    startsAt: at(2 * HOUR_MS),
    entryOpensAt: at(0),
    entryClosesAt: at(4 * HOUR_MS),
  },
  gate: null,
};
const withoutEntryTimes = {
  id: 1,
  title: 'Tonight',
  startsAt: null,
  entryOpensAt: null,
  entryClosesAt: null,
} as const;
const words = (changes: Partial<BookedAttempt>, changed: Partial<TimeFacts> = {}): string | undefined =>
  judgeTime(attempt(changes), { ...facts, ...changed })[0]?.fault.words;
const alone = { decidedBy: 'emergency', clockOffsetMs: 0, clockUncertaintyMs: 10 } as const;

test.each<[string, Partial<BookedAttempt>, Partial<TimeFacts>]>([
  ['was decided by the database while entry was open', {}, {}],
  ['was decided on its own and went in hours later', { ...alone, recordedTime: at(5 * HOUR_MS) }, {}],
  [
    'is of a laptop that is an hour ahead, which was measured with it',
    { ...alone, doorTime: at(2 * HOUR_MS), clockOffsetMs: -HOUR_MS },
    {},
  ],
  [
    'is of a laptop that is an hour ahead, as its heartbeat says',
    { doorTime: at(2 * HOUR_MS) },
    { gate: { clockOffsetMs: -HOUR_MS, clockUncertaintyMs: 5 } },
  ],
  [
    'was refused the day before',
    { verdict: 'not-open', recordedTime: at(-20 * HOUR_MS), doorTime: at(-20 * HOUR_MS) },
    {},
  ],
  [
    'was let in by the lead after entry had closed',
    { ...alone, basis: 'lead', doorTime: at(5 * HOUR_MS), recordedTime: at(6 * HOUR_MS) },
    {},
  ],
  [
    'came in at the very end and waited for its row',
    { recordedTime: at(4 * HOUR_MS + 1_200), durationMs: 1_300 },
    {},
  ],
  [
    'is of a concert without entry times',
    { recordedTime: at(-90 * HOUR_MS), doorTime: at(-90 * HOUR_MS) },
    { concert: null },
  ],
  [
    'is of a laptop that is seven hours behind, and whose clock nobody ever measured',
    { doorTime: at(-6 * HOUR_MS) },
    {},
  ],
  [
    'is of a laptop that is an hour behind, as its heartbeat says',
    { doorTime: at(0) },
    { gate: { clockOffsetMs: HOUR_MS, clockUncertaintyMs: 5 } },
  ],
  [
    'was answered after ten minutes',
    { doorTime: at(HOUR_MS), recordedTime: at(HOUR_MS + 600_000), durationMs: 600_000 },
    { gate: { clockOffsetMs: 0, clockUncertaintyMs: 5 } },
  ],
  [
    'came in the evening of a concert that has a beginning and no entry times',
    { recordedTime: at(-4 * HOUR_MS), doorTime: at(-4 * HOUR_MS) },
    { concert: { ...withoutEntryTimes, startsAt: at(0) } },
  ],
  [
    'is of a concert without any times',
    { recordedTime: at(-90 * HOUR_MS), doorTime: at(-90 * HOUR_MS) },
    { concert: withoutEntryTimes },
  ],
  [
    'is within what nobody can tell of the clock',
    { ...alone, doorTime: at(HOUR_MS + 60_000), clockUncertaintyMs: 60_000 },
    {},
  ],
])('says nothing of an attempt that %s', (_words, changes, changed) => {
  expect(words(changes, changed)).toBeUndefined();
});

test.each<[string, Partial<BookedAttempt>, Partial<TimeFacts>]>([
  ['It was at the door 2 h 0 min in the future.', { recordedTime: at(10 * HOUR_MS) }, {}],
  ['It was at the door 59 min 59 s after it was recorded.', { doorTime: at(2 * HOUR_MS) }, {}],
  [
    'It was at the door 59 min 59 s after it was recorded.',
    { doorTime: at(HOUR_MS) },
    { gate: { clockOffsetMs: HOUR_MS, clockUncertaintyMs: 5 } },
  ],
  ['It was at the door 30 min 0 s after it was recorded.', { ...alone, recordedTime: at(HOUR_MS / 2) }, {}],
  [
    'It was admitted 30 min 0 s before entry opened.',
    { recordedTime: at(-HOUR_MS / 2), doorTime: at(-HOUR_MS / 2) },
    {},
  ],
  [
    'It was admitted 1 h 0 min after entry had closed.',
    { ...alone, doorTime: at(5 * HOUR_MS), recordedTime: at(6 * HOUR_MS) },
    {},
  ],
  [
    'It was at the door 5 min 0 s before it was recorded, and its answer took 0 s.',
    { doorTime: at(HOUR_MS - 300_000 + 40) },
    { gate: { clockOffsetMs: 0, clockUncertaintyMs: 5 } },
  ],
  [
    'It was at the door 10000 days before it was recorded, and its answer took 0 s.',
    { doorTime: at(HOUR_MS + 40 - 10_000 * 24 * HOUR_MS) },
    {},
  ],
  [
    'It was at the door 20 min 0 s before it was recorded, and its answer took 10 min 0 s.',
    { doorTime: at(HOUR_MS), recordedTime: at(HOUR_MS + 1_200_000), durationMs: 600_000 },
    { gate: { clockOffsetMs: 0, clockUncertaintyMs: 5 } },
  ],
  [
    'It was admitted 3 days before the concert began.',
    { recordedTime: at(-90 * HOUR_MS), doorTime: at(-90 * HOUR_MS) },
    { concert: { ...withoutEntryTimes, startsAt: at(0) } },
  ],
  [
    'It was admitted 3 days after the concert had begun.',
    { ...alone, doorTime: at(90 * HOUR_MS), recordedTime: at(91 * HOUR_MS) },
    { now: at(100 * HOUR_MS), concert: { ...withoutEntryTimes, startsAt: at(0) } },
  ],
  [
    'It was admitted 17 h 0 min before entry opened.',
    { ...alone, basis: 'manual', doorTime: at(-17 * HOUR_MS) },
    {},
  ],
])('says: %s', (expected, changes, changed) => {
  expect(words(changes, changed)).toBe(expected);
});
