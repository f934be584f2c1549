import { expect, test } from 'vitest';
import type { Answer } from '#shared/attempt.ts';
import { keepingLog } from '../../../tools/practice/silent-log.ts';
import { startMinuteNotes } from './minute-notes.ts';
import { createTally } from './tally.ts';

const NOW = new Date('2026-06-01T19:30:00.000Z');
const CLOCK = { measurement: () => ({ offsetMs: 0, uncertaintyMs: 1 }), serverNow: () => NOW };

/** Only what is counted matters here. */
function answer(
  verdict: Answer['verdict'],
  decidedBy: Answer['decidedBy'] = 'database',
  durationMs = 10,
): Answer {
  return { verdict, decidedBy, durationMs } as Answer;
}
const decision = (retries: number, deadlocks: number, lockWaits: number) =>
  ({ kind: 'undecided', cause: 'busy', retries, lockTrouble: { deadlocks, lockWaits } }) as const;

test('a gate counts its answers by what they came to, and what went wrong on the way', () => {
  const tally = createTally(CLOCK);
  expect(tally.lastAnswerAt()).toBeNull();
  tally.noteAnswer(answer('admitted'));
  tally.noteAnswer(answer('admitted', 'emergency'));
  tally.noteAnswer(answer('cancelled'));
  tally.noteAnswer(answer('undecided', 'gate'));
  tally.noteDecision(decision(2, 2, 1));
  tally.noteDecision(decision(1, 0, 1));
  expect(tally.counts()).toEqual({
    attempts: 4,
    admitted: 2,
    refused: 1,
    undecided: 1,
    decidedHere: 1,
    retries: 3,
    deadlocks: 2,
    lockWaits: 2,
  });
  expect(tally.lastAnswerAt()).toEqual(NOW);
});

test('a malformed code is an attempt, but its answer in no time hides no slow ones', () => {
  const tally = createTally(CLOCK);
  tally.noteAnswer(answer('admitted', 'database', 400));
  for (let at = 0; at < 9; at += 1) tally.noteAnswer(answer('unknown-code', 'gate', 0));
  expect(tally.counts()).toMatchObject({ attempts: 10, refused: 9 });
  expect(tally.recentTimes()).toEqual({ medianMs: 400, p95Ms: 400 });
});

test('the log has a line for each minute in which somebody came, and one for the rest when the gate closes', async () => {
  const tally = createTally(CLOCK);
  const { log, entries } = keepingLog();
  const notes = startMinuteNotes(tally, log, 5);
  tally.noteAnswer(answer('admitted'));
  await expect.poll(() => entries).toHaveLength(1);
  tally.noteAnswer(answer('cancelled'));
  tally.noteAnswer(answer('undecided', 'gate'));
  tally.noteDecision(decision(2, 1, 0));
  notes.close();
  const lines = entries.map(({ fields }) => fields);
  const sum = (name: string) => lines.reduce((total, fields) => total + Number(fields?.[name]), 0);
  expect(entries.every(({ sentence }) => sentence === 'Attempts of the last minute')).toBe(true);
  expect(['attempts', 'admitted', 'refused', 'undecided', 'retries', 'deadlocks'].map(sum)).toEqual([
    3, 1, 1, 1, 2, 1,
  ]);
});
