import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest';
import { v7 as newAttemptId } from 'uuid';
import { settingsSchema } from '#shared/settings.ts';
import { type FaultProxy, startFaultProxy } from '../../../tools/faults/fault-proxy.ts';
import { createScratchConcert, type ScratchConcert } from '../../../tools/practice/scratch-concert.ts';
import { silentLog } from '../../../tools/practice/silent-log.ts';
import { type Gate, openGate } from './gate.ts';

describe.each(inject('databaseServers'))('entries by hand, on $kind $version', (server) => {
  let concert: ScratchConcert;
  let proxy: FaultProxy;
  const folders: string[] = [];
  const gates: Gate[] = [];

  beforeAll(async () => {
    concert = await createScratchConcert(server);
    proxy = await startFaultProxy({ host: '127.0.0.1', port: Number(new URL(server.url).port) });
  });
  afterEach(async () => {
    proxy.onClientData = () => 'pass';
    await Promise.all(gates.splice(0).map((gate) => gate.close()));
  });
  afterAll(async () => {
    for (const folder of folders) rmSync(folder, { recursive: true });
    await proxy.close();
    await concert.drop();
  });

  async function openCopied(gateId: string): Promise<Gate> {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'admit-one-entries-'));
    folders.push(folder);
    const gate = openGate({
      settings: settingsSchema.parse({ gate: { id: gateId }, operator: 'Ada' }),
      databaseUrl: proxy.through(concert.url),
      isPractice: false,
      folder,
      log: silentLog,
    });
    gates.push(gate);
    await expect
      .poll(() => gate.state(), { timeout: 15_000 })
      .toMatchObject({ connection: { state: 'online' }, emergency: { snapshot: { isComplete: true } } });
    return gate;
  }

  async function add(code: string): Promise<number> {
    await concert.addPurchases([{ code }]);
    return await concert.count('SELECT id n FROM ticket_purchases WHERE qr_code = ?', [code]);
  }
  const scan = (gate: Gate, code: string) =>
    gate.submit({ attemptId: newAttemptId(), code, doorTime: new Date().toISOString(), source: 'camera' });
  const entryFor = (ticketPurchaseId: number, doorTime: string | null = null) => ({
    who: 'Zoë',
    reason: 'torn paper',
    ticketPurchaseId,
    doorTime,
  });
  function pullTheCable(): void {
    proxy.onClientData = () => 'cut-before-sending';
    proxy.cutAll();
  }

  test('two presses at once write one line, and an entry beside a scan of the same ticket lets one person in', async () => {
    const [pressed, scanned] = [await add('pressed twice'), await add('scanned as well')];
    const gate = await openCopied('G1');
    pullTheCable();
    await scan(gate, 'nobody has this one');
    const presses = await Promise.all([
      gate.writeEntry(entryFor(pressed)),
      gate.writeEntry(entryFor(pressed)),
    ]);
    expect(presses.map(({ outcome }) => outcome)).toEqual(['written', 'already-admitted']);
    const [entry, answer] = await Promise.all([
      gate.writeEntry(entryFor(scanned)),
      scan(gate, 'scanned as well'),
    ]);
    expect([entry.outcome, answer.verdict]).toEqual(['written', 'already-admitted']);
    expect(
      gate
        .emergencyLog()
        ?.lines()
        .filter(({ entry: line }) => line.verdict === 'admitted'),
    ).toHaveLength(2);
  });

  test('who came in at another gate is not written in at the door; what was on paper is, and becomes a conflict', async () => {
    const ticketPurchaseId = await add('came in elsewhere');
    const [gate, other] = [await openCopied('G1'), await openCopied('G2')];
    expect(await scan(other, 'came in elsewhere')).toMatchObject({ verdict: 'admitted' });
    await expect
      .poll(() => gate.snapshot().findUse(ticketPurchaseId), { timeout: 10_000 })
      .toMatchObject({ usedAt: expect.any(Date) });
    expect(await gate.writeEntry(entryFor(ticketPurchaseId))).toMatchObject({
      outcome: 'already-admitted',
      at: expect.any(String),
    });
    const onPaper = entryFor(ticketPurchaseId, new Date().toISOString());
    expect(await gate.writeEntry(onPaper)).toMatchObject({ outcome: 'written' });
    await expect
      .poll(
        () =>
          concert.count('SELECT COUNT(*) n FROM conflicts WHERE ticket_purchase_id = ?', [ticketPurchaseId]),
        {
          timeout: 10_000,
        },
      )
      .toBe(1);
  });
});
