import { expect, test } from 'vitest';
import type { Answer } from '#shared/attempt.ts';
import type { LogFields } from '#main/log/logger.ts';
import { silentLog } from '../../../tools/practice/silent-log.ts';
import { logAnswer } from './log-answer.ts';

function linesOf(answer: Partial<Answer>): { readonly sentence: string; readonly fields: LogFields }[] {
  const lines: { readonly sentence: string; readonly fields: LogFields }[] = [];
  const warn = (sentence: string, fields: LogFields = {}): void => void lines.push({ sentence, fields });
  const usual = {
    attemptId: '01938e00-0000-7000-8000-000000000001',
    doorTime: '2026-12-18T19:00:00.000Z',
    decidedBy: 'database',
    durationMs: 20.4,
    retries: 0,
    isRecalled: false,
  };
  logAnswer({ ...silentLog, warn }, { ...usual, ...answer } as Answer);
  return lines;
}

test('an answer in time leaves no line', () => {
  expect(linesOf({ verdict: 'cancelled' })).toEqual([]);
});

test('an answer that took a second is a line, with how long', () => {
  expect(linesOf({ verdict: 'cancelled', durationMs: 1_000.2 })).toMatchObject([
    {
      sentence: 'An answer was slow',
      fields: { verdict: 'cancelled', decidedBy: 'database', durationMs: 1_000 },
    },
  ]);
});

test('an undecided answer is a line, with its cause', () => {
  expect(linesOf({ verdict: 'undecided', cause: 'busy', decidedBy: 'gate' })).toMatchObject([
    { sentence: 'An attempt was answered “undecided”', fields: { cause: 'busy', durationMs: 20 } },
  ]);
});
