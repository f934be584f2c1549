import { expect, test } from 'vitest';
import { judgeTransactions } from './long-transactions.ts';

const READER = { threadId: 7, account: 'web@10.0.0.4:51234', ageS: 75, lockedRows: 0 };

test('none is green', () => {
  expect(judgeTransactions([]).level).toBe('green');
});

test('one that only reads is amber, and who it is stands there', () => {
  expect(judgeTransactions([READER])).toMatchObject({
    level: 'amber',
    finding:
      '1 transaction open for longer than 10 s: web@10.0.0.4:51234, session 7, for 1 min 15 s, holds nothing.',
  });
});

test('one that holds rows is red, with what ends it and leaves the readers alone', () => {
  const judged = judgeTransactions([READER, { ...READER, threadId: 8, lockedRows: 2 }]);
  expect(judged.level).toBe('red');
  expect(judged.advice).toContain('KILL 8;');
  expect(judged.advice).not.toContain('KILL 7;');
});
