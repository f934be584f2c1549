import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { type FaultProxy, startFaultProxy } from '../../../tools/faults/fault-proxy.ts';
import { createScratchConcert, type ScratchConcert } from '../../../tools/practice/scratch-concert.ts';
import { createTestGates, pullTheCable, scan, untilCopied } from './fixtures/test-gates.ts';
import type { Gate } from './gate.ts';

describe.each(inject('databaseServers'))('lines that a laptop keeps, on $kind $version', (server) => {
  let concert: ScratchConcert;
  let proxy: FaultProxy;
  let folder: string;
  const gates = createTestGates();

  beforeEach(async () => {
    concert = await createScratchConcert(server);
    await concert.addPurchases([{ code: 'first' }, { code: 'second' }]);
    proxy = await startFaultProxy({ host: '127.0.0.1', port: Number(new URL(server.url).port) });
    folder = mkdtempSync(path.join(os.tmpdir(), 'admit-one-kept-'));
  });
  afterEach(async () => {
    await gates.close();
    await proxy.close();
    await concert.drop();
    rmSync(folder, { recursive: true });
  });

  const open = (gateId: string): Gate =>
    gates.open({ databaseUrl: proxy.through(concert.url), folder, gateId });
  const openCopied = (gateId: string): Promise<Gate> => untilCopied(open(gateId));
  const used = () => concert.count("SELECT COUNT(*) n FROM ticket_purchases WHERE status = 'used'");

  test('under another gate id count and go in all the same, as the gate’s that decided them', async () => {
    await openCopied('G2');
    await gates.close();
    const before = await openCopied('G1');
    pullTheCable(proxy);
    expect(await scan(before, 'first')).toMatchObject({ verdict: 'admitted', decidedBy: 'emergency' });
    await gates.close();
    const after = open('G2');
    await expect.poll(() => after.state().connection.state, { timeout: 15_000 }).toBe('on-its-own');
    await expect.poll(() => after.state().emergency.pendingLines, { timeout: 15_000 }).toBe(1);
    expect(await scan(after, 'first')).toMatchObject({ verdict: 'already-admitted' });
    proxy.onClientData = () => 'pass';
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
    const before = await openCopied('G1');
    pullTheCable(proxy);
    for (const code of ['first', 'second']) {
      expect(await scan(before, code)).toMatchObject({ verdict: 'admitted', decidedBy: 'emergency' });
    }
    await gates.close();
    const logs = path.join(folder, 'emergency-log');
    const file = path.join(logs, readdirSync(logs).find((name) => name.endsWith('.jsonl')) ?? '');
    const lines = readFileSync(file, 'utf8').split('\n');
    lines[2] = lines[2]?.replace('"verdict":"admitted"', '"verdict":"admittee"') ?? '';
    writeFileSync(file, lines.join('\n'));
    const after = open('G1');
    await expect.poll(() => after.state().connection.state, { timeout: 15_000 }).toBe('on-its-own');
    for (const code of ['first', 'second']) {
      expect(await scan(after, code)).toMatchObject({ verdict: 'already-admitted' });
    }
    expect(after.findings()).toContainEqual(expect.stringMatching(/^Line 3 of .* damaged beyond reading/u));
    proxy.onClientData = () => 'pass';
    await expect.poll(() => after.state().emergency.pendingLines, { timeout: 15_000 }).toBe(0);
    expect(await used()).toBe(1);
    // Nothing has put it into the database: this gate still knows.
    expect(await scan(after, 'second')).toMatchObject({ verdict: 'already-admitted' });
  }, 60_000);
});
