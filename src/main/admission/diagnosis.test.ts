import { describe, expect, test } from 'vitest';
import { TimeLimitError } from '#main/database/failures.ts';
import { LOCK_STEP } from './admit.ts';
import { beginDiagnosis } from './diagnosis.ts';

const lockWait = Object.assign(new Error('Lock wait timeout exceeded'), { errno: 1205 });
const deadlock = Object.assign(new Error('Deadlock found'), { errno: 1213, sqlState: '40001' });
const lost = Object.assign(new Error('lost'), { code: 'PROTOCOL_CONNECTION_LOST' });
const silence = new TimeLimitError(LOCK_STEP, 1_300);
const brokenOff = new TimeLimitError(LOCK_STEP, 600);
const connecting = new TimeLimitError('connect', 600);

describe('why an attempt is undecided after all its tries', () => {
  test.each<[string, unknown[], string]>([
    ['a server that answered nothing for longer than its own lock wait', [silence], 'no-answer-in-time'],
    ['silence, then a try that was broken off early', [silence, brokenOff], 'no-answer-in-time'],
    ['silence, then no connection', [silence, connecting], 'no-answer-in-time'],
    ['a lock, then a try that was broken off', [lockWait, brokenOff], 'busy'],
    ['two locks, then silence: it was there a moment ago', [lockWait, lockWait, silence], 'busy'],
    ['a wait that may have been for a lock', [brokenOff], 'busy'],
    ['a lost session, then a try that was broken off', [lost, brokenOff], 'no-answer-in-time'],
    ['a lock, then a lost session', [lockWait, lost], 'database-unreachable'],
  ])('%s', (_sentence, errors, cause) => {
    const diagnosis = beginDiagnosis();
    for (const error of errors) diagnosis.note(error);
    expect(diagnosis.causeOf(errors.at(-1))).toBe(cause);
  });
});

test('every try that the server broke off for another transaction is counted by its kind, and nothing else', () => {
  const diagnosis = beginDiagnosis();
  for (const error of [deadlock, lockWait, deadlock, lost, silence, brokenOff]) diagnosis.note(error);
  expect(diagnosis.lockTrouble()).toEqual({ deadlocks: 2, lockWaits: 1 });
});
