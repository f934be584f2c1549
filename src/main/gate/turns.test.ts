import { expect, test } from 'vitest';
import { createTurns } from './turns.ts';

test('two that share a key go one after the other, and the next has its turn whatever became of the one before', async () => {
  const turns = createTurns(() => false);
  const log: string[] = [];
  const first = Promise.withResolvers<void>();
  const failing = turns.take(
    ['code A', 'ticket 1'],
    async () => {
      log.push('attempt');
      await first.promise;
    },
    () => null,
  );
  const entry = turns.take(
    ['ticket 1'],
    async () => {
      log.push('entry');
      await Promise.resolve();
    },
    () => null,
  );
  const other = turns.take(
    ['ticket 2'],
    async () => {
      log.push('another');
      await Promise.resolve();
    },
    () => null,
  );
  await other;
  expect(log).toEqual(['attempt', 'another']);
  first.reject(new Error('a bug'));
  await expect(failing).rejects.toThrow('a bug');
  await entry;
  expect(log).toEqual(['attempt', 'another', 'entry']);
  await turns.allDone();
});
