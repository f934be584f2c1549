import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { createScratchConcert, type ScratchConcert } from '../../../tools/practice/scratch-concert.ts';
import { openTestLaptop, scan, type TestLaptop } from './fixtures/test-laptop.ts';

describe.each(inject('databaseServers'))('lines that a laptop keeps, on $kind $version', (server) => {
  let concert: ScratchConcert;
  let laptop: TestLaptop;

  beforeEach(async () => {
    concert = await createScratchConcert(server);
    await concert.addPurchases([{ code: 'first' }, { code: 'second' }]);
    laptop = await openTestLaptop(concert.url);
  });
  afterEach(async () => {
    await laptop.close();
    await concert.drop();
  });

  const used = () => concert.count("SELECT COUNT(*) n FROM ticket_purchases WHERE status = 'used'");

  test('under another gate id count and go in all the same, as the gate’s that decided them', async () => {
    await laptop.openCopied({ gateId: 'G2' });
    await laptop.closeGates();
    const before = await laptop.openCopied({ gateId: 'G1' });
    laptop.pullTheCable();
    expect(await scan(before, 'first')).toMatchObject({ verdict: 'admitted', decidedBy: 'emergency' });
    await laptop.closeGates();
    const after = laptop.open({ gateId: 'G2' });
    await expect.poll(() => after.state().connection.state, { timeout: 15_000 }).toBe('on-its-own');
    await expect.poll(() => after.state().emergency.pendingLines, { timeout: 15_000 }).toBe(1);
    expect(await scan(after, 'first')).toMatchObject({ verdict: 'already-admitted' });
    laptop.plugIn();
    await expect.poll(() => after.state().emergency.pendingLines, { timeout: 15_000 }).toBe(0);
    expect(await used()).toBe(1);
    expect(await scan(after, 'first')).toMatchObject({ verdict: 'already-admitted' });
    expect(
      await concert.count(
        "SELECT COUNT(*) n FROM scan_attempts WHERE verdict = 'admitted' AND gate_id = 'G1'",
      ),
    ).toBe(1);
    expect(await concert.count('SELECT COUNT(*) n FROM conflicts')).toBe(0);
  }, 60_000);

  test('that are damaged beyond reading still keep their codes from being green again', async () => {
    const before = await laptop.openCopied({ gateId: 'G1' });
    laptop.pullTheCable();
    for (const code of ['first', 'second']) {
      expect(await scan(before, code)).toMatchObject({ verdict: 'admitted', decidedBy: 'emergency' });
    }
    await laptop.closeGates();
    const logs = path.join(laptop.folder, 'emergency-log');
    const file = path.join(logs, readdirSync(logs).find((name) => name.endsWith('.jsonl')) ?? '');
    const lines = readFileSync(file, 'utf8').split('\n');
    lines[2] = lines[2]?.replace('"verdict":"admitted"', '"verdict":"admittee"') ?? '';
    writeFileSync(file, lines.join('\n'));
    const after = laptop.open({ gateId: 'G1' });
    await expect.poll(() => after.state().connection.state, { timeout: 15_000 }).toBe('on-its-own');
    for (const code of ['first', 'second']) {
      expect(await scan(after, code)).toMatchObject({ verdict: 'already-admitted' });
    }
    expect(after.findings()).toContainEqual(expect.stringMatching(/^Line 3 of .* damaged beyond reading/u));
    laptop.plugIn();
    await expect.poll(() => after.state().emergency.pendingLines, { timeout: 15_000 }).toBe(0);
    expect(await used()).toBe(1);
    // Nothing has put it into the database: this gate still knows.
    expect(await scan(after, 'second')).toMatchObject({ verdict: 'already-admitted' });
  }, 60_000);
});
