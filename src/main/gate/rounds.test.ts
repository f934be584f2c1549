import { expect, test } from 'vitest';
import { startRounds } from './rounds.ts';

test('a round that is asked for during another begins right after it, and two never overlap', async () => {
  const log: string[] = [];
  let endRound: () => void = () => undefined;
  const rounds = startRounds(
    async () => {
      log.push('begin');
      await new Promise<void>((resolve) => {
        endRound = resolve;
      });
      log.push('end');
    },
    () => 3_600_000,
  );
  rounds.soon();
  expect(log).toEqual(['begin']);
  endRound();
  await expect.poll(() => log).toEqual(['begin', 'end', 'begin']);
  const closed = rounds.close();
  endRound();
  await closed;
  expect(log).toEqual(['begin', 'end', 'begin', 'end']);
});
