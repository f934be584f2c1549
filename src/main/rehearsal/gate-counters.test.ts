import { expect, test } from 'vitest';
import { v7 as newAttemptId } from 'uuid';
import { mayHaveMetLocks } from './gate-counters.ts';
import type { RaceAnswer } from './race.ts';

function shown(part: Partial<RaceAnswer['answer']> = {}): RaceAnswer {
  return {
    gateId: 'G1',
    code: 'code',
    answer: {
      attemptId: newAttemptId(),
      verdict: 'admitted',
      decidedBy: 'database',
      durationMs: 1,
      retries: 0,
      isRecalled: false,
      ...part,
    },
  };
}

test('what the database decided at the first try met no lock that the server broke off', () => {
  expect(mayHaveMetLocks([shown(), shown({ verdict: 'already-admitted' })])).toBe(false);
});

test.each([
  { retries: 1 },
  { decidedBy: 'emergency' },
  { decidedBy: 'gate', verdict: 'undecided' },
  { isRecalled: true },
] as const)('one answer of another kind may have: %o', (part) => {
  expect(mayHaveMetLocks([shown(), shown(part)])).toBe(true);
});
