import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { type LogDisk, realDisk } from '#main/emergency/log/log-disk.ts';
import { createScratchConcert, type ScratchConcert } from '../../../tools/practice/scratch-concert.ts';
import { keepingLog } from '../../../tools/practice/silent-log.ts';
import { attemptAt, openTestLaptop, type TestLaptop } from './fixtures/test-laptop.ts';
import type { Gate } from './gate.ts';

const ATTEMPT_DEADLINE_MS = 1_500;

describe.each(inject('databaseServers'))('a gate on its own, cut off from $kind $version', (server) => {
  const { log, entries } = keepingLog();
  let concert: ScratchConcert;
  let laptop: TestLaptop;
  let gate: Gate;
  /** What a sync of the log's disk waits for; null while it does not hang. */
  let hanging: PromiseWithResolvers<void> | null;
  const logDisk: LogDisk = {
    ...realDisk,
    async create(file) {
      const created = await realDisk.create(file);
      return {
        ...created,
        async sync() {
          await hanging?.promise;
          await created.sync();
        },
      };
    },
  };

  beforeEach(async () => {
    hanging = null;
    concert = await createScratchConcert(server);
    await concert.addPurchases([{ code: 'known' }, { code: 'other' }]);
    laptop = await openTestLaptop(concert.url, {
      settings: { attemptDeadlineMs: ATTEMPT_DEADLINE_MS },
      logDisk,
      log,
    });
    gate = await laptop.openCopied();
  });
  afterEach(async () => {
    hanging?.resolve();
    await laptop.close();
    await concert.drop();
  });

  test('answers in time when its disk hangs, and in green under the same id when the line is whole after all', async () => {
    laptop.pullTheCable();
    hanging = Promise.withResolvers();
    const amber = await gate.submit(attemptAt('known'));
    gate.noteShown(amber.attemptId);
    expect(amber).toMatchObject({ verdict: 'undecided', cause: 'log-unwritable' });
    // The next guest stands behind the same disk, and has a deadline too.
    const next = await gate.submit(attemptAt('other'));
    expect(next).toMatchObject({ verdict: 'undecided', cause: 'log-unwritable' });
    expect(Math.max(amber.durationMs, next.durationMs)).toBeLessThan(ATTEMPT_DEADLINE_MS + 500);
    // A rescan writes no second line.
    expect(await gate.submit(attemptAt('known'))).toMatchObject({ attemptId: amber.attemptId });
    hanging.resolve();
    hanging = null;
    const green = await gate.submit(attemptAt('known'));
    expect(green).toMatchObject({ verdict: 'admitted', attemptId: amber.attemptId, decidedBy: 'emergency' });
    gate.noteShown(green.attemptId);
    expect(await gate.submit(attemptAt('known'))).toMatchObject({ verdict: 'already-admitted' });
    const admissions = gate
      .emergencyLog()
      ?.lines()
      .filter(({ entry }) => entry.attemptId === amber.attemptId);
    expect(admissions).toHaveLength(1);
  }, 60_000);

  test('answers an entry by hand in time when its disk hangs, and a second press writes no second line', async () => {
    laptop.pullTheCable();
    await gate.submit(attemptAt('nobody has this one'));
    hanging = Promise.withResolvers();
    const ticketPurchaseId = await concert.count("SELECT id n FROM ticket_purchases WHERE qr_code = 'known'");
    const entry = { who: 'Zoë', reason: 'torn paper', ticketPurchaseId, doorTime: null };
    expect(await gate.writeEntry(entry)).toEqual({ outcome: 'undecided', cause: 'log-unwritable' });
    const pressedAgain = gate.writeEntry(entry);
    hanging.resolve();
    hanging = null;
    expect(await pressedAgain).toMatchObject({ outcome: 'written' });
    expect(await gate.writeEntry(entry)).toMatchObject({ outcome: 'already-admitted' });
  }, 60_000);

  test('keeps the lead’s reason where it is online again and the database decides', async () => {
    const answer = await gate.leadAdmit(attemptAt('known'), 'I saw the receipt');
    expect(answer).toMatchObject({ verdict: 'admitted', decidedBy: 'database' });
    expect(
      JSON.stringify(entries.filter((entry) => JSON.stringify(entry).includes(answer.attemptId))),
    ).toContain('I saw the receipt');
  }, 60_000);
});
