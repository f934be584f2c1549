import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { createScratchConcert, type ScratchConcert } from '../../../tools/practice/scratch-concert.ts';
import { attemptAt, openTestLaptop, scan, type TestLaptop, untilCaughtUp } from './fixtures/test-laptop.ts';

describe.each(inject('databaseServers'))('a gate started again on $kind $version', (server) => {
  let concert: ScratchConcert;
  let laptop: TestLaptop;

  beforeAll(async () => {
    concert = await createScratchConcert(server);
  });
  afterAll(() => concert.drop());
  beforeEach(async () => {
    laptop = await openTestLaptop(concert.url);
  });
  afterEach(() => laptop.close());

  const used = (code: string): Promise<number> =>
    concert.count("SELECT COUNT(*) n FROM ticket_purchases WHERE qr_code = ? AND status = 'used'", [code]);

  test('without the database is on its own at once, knows what it let in before, and shows an unseen green once more', async () => {
    await concert.addPurchases([{ code: 'before' }, { code: 'unseen' }, { code: 'after' }]);
    const first = await laptop.openCopied();
    laptop.pullTheCable();
    await scan(first, 'before');
    const unseen = await first.submit(attemptAt('unseen'));
    await laptop.closeGates();
    const gate = laptop.open();
    await expect.poll(() => gate.state().connection.state, { timeout: 5_000 }).toBe('on-its-own');
    await expect
      .poll(() => gate.state(), { timeout: 5_000 })
      .toMatchObject({ concert: { title: 'Tonight' }, emergency: { pendingLines: 2 } });
    expect(await scan(gate, 'before')).toMatchObject({
      verdict: 'already-admitted',
      decidedBy: 'emergency',
    });
    expect(await scan(gate, 'unseen')).toMatchObject({
      verdict: 'admitted',
      attemptId: unseen.attemptId,
      isRecalled: true,
    });
    expect(await scan(gate, 'unseen')).toMatchObject({ verdict: 'already-admitted' });
    expect(await scan(gate, 'after')).toMatchObject({ verdict: 'admitted', decidedBy: 'emergency' });
    laptop.plugIn();
    await untilCaughtUp(gate);
    expect(await concert.count('SELECT COUNT(*) n FROM conflicts')).toBe(0);
    for (const code of ['before', 'unseen', 'after']) expect(await used(code)).toBe(1);
  });

  test('with the database back knows with its very first scan what stands in the log only', async () => {
    await concert.addPurchases([{ code: 'just before' }]);
    const first = await laptop.openCopied();
    laptop.pullTheCable();
    await scan(first, 'just before');
    await laptop.closeGates();
    laptop.plugIn();
    expect(await scan(laptop.open(), 'just before')).toMatchObject({ verdict: 'already-admitted' });
  });

  test('finds out a log whose end was cut off by what the database has on record', async () => {
    await concert.addPurchases([{ code: 'first line' }, { code: 'last line' }]);
    const first = await laptop.openCopied({ gateId: 'G5' });
    laptop.pullTheCable();
    await scan(first, 'first line');
    await scan(first, 'last line');
    const file = first.emergencyLog()?.lines().at(-1)?.file ?? '';
    laptop.plugIn();
    await untilCaughtUp(first);
    const onRecord = (): Promise<number> =>
      concert.count("SELECT last_log_sequence n FROM gate_states WHERE gate_id = 'G5'");
    await expect.poll(onRecord, { timeout: 10_000 }).toBe(2);
    await laptop.closeGates();
    const lines = readFileSync(file, 'utf8').split('\n');
    writeFileSync(file, `${lines.slice(0, 2).join('\n')}\n`);
    rmSync(path.join(laptop.folder, 'gates'), { recursive: true });
    const gate = laptop.open({ gateId: 'G5' });
    await expect
      .poll(
        () =>
          gate
            .emergencyLog()
            ?.findings()
            .map(({ kind }) => kind),
        { timeout: 10_000 },
      )
      .toContain('missing-lines');
  });
});
