import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { v7 as newAttemptId } from 'uuid';
import { settingsSchema } from '#shared/settings.ts';
import { type FaultProxy, startFaultProxy } from '../../../tools/faults/fault-proxy.ts';
import { createScratchConcert, type ScratchConcert } from '../../../tools/practice/scratch-concert.ts';
import { silentLog } from '../../../tools/practice/silent-log.ts';
import { type Gate, openGate } from './gate.ts';

describe.each(inject('databaseServers'))('lines that a laptop keeps, on $kind $version', (server) => {
  let concert: ScratchConcert;
  let proxy: FaultProxy;
  let folder: string;
  const gates: Gate[] = [];

  beforeEach(async () => {
    concert = await createScratchConcert(server);
    await concert.addPurchases([{ code: 'first' }, { code: 'second' }]);
    proxy = await startFaultProxy({ host: '127.0.0.1', port: Number(new URL(server.url).port) });
    folder = mkdtempSync(path.join(os.tmpdir(), 'admit-one-kept-'));
  });
  afterEach(async () => {
    await Promise.all(gates.splice(0).map((gate) => gate.close()));
    await proxy.close();
    await concert.drop();
    rmSync(folder, { recursive: true });
  });

  function open(gateId: string): Gate {
    const gate = openGate({
      settings: settingsSchema.parse({ gate: { id: gateId }, operator: 'Ada' }),
      databaseUrl: proxy.through(concert.url),
      isPractice: false,
      folder,
      log: silentLog,
    });
    gates.push(gate);
    return gate;
  }
  async function openCopied(gateId: string): Promise<Gate> {
    const gate = open(gateId);
    await expect
      .poll(() => gate.state(), { timeout: 15_000 })
      .toMatchObject({ connection: { state: 'online' }, emergency: { snapshot: { isComplete: true } } });
    return gate;
  }
  async function scan(gate: Gate, code: string) {
    const doorTime = new Date().toISOString();
    const answer = await gate.submit({ attemptId: newAttemptId(), code, doorTime, source: 'camera' });
    gate.noteShown(answer.attemptId);
    return answer;
  }
  function pullTheCable(): void {
    proxy.onClientData = () => 'cut-before-sending';
    proxy.cutAll();
  }
  async function close(): Promise<void> {
    await Promise.all(gates.splice(0).map((gate) => gate.close()));
  }
  const used = () => concert.count("SELECT COUNT(*) n FROM ticket_purchases WHERE status = 'used'");

  test('under another gate id count and go in all the same, as the gate’s that decided them', async () => {
    await (await openCopied('G2')).close();
    gates.length = 0;
    const before = await openCopied('G1');
    pullTheCable();
    expect(await scan(before, 'first')).toMatchObject({ verdict: 'admitted', decidedBy: 'emergency' });
    await close();
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
    pullTheCable();
    for (const code of ['first', 'second']) {
      expect(await scan(before, code)).toMatchObject({ verdict: 'admitted', decidedBy: 'emergency' });
    }
    await close();
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
