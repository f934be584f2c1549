import { expect, test } from 'vitest';
import { keepingLog, silentLog } from '../../../tools/practice/silent-log.ts';
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
    silentLog,
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

test('a round that throws is logged, and the next comes all the same', async () => {
  const { log, entries } = keepingLog();
  let begun = 0;
  const rounds = startRounds(
    async () => {
      begun += 1;
      if (begun === 1) throw new Error('a bug');
      await Promise.resolve();
    },
    () => 1,
    log,
  );
  await expect.poll(() => begun).toBeGreaterThan(2);
  await rounds.close();
  expect(entries).toEqual([expect.objectContaining({ level: 'error', sentence: 'A round failed' })]);
});
