import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { v7 as newAttemptId } from 'uuid';
import { settingsSchema } from '#shared/settings.ts';
import { type LogDisk, realDisk } from '#main/emergency/log/log-disk.ts';
import { type FaultProxy, startFaultProxy } from '../../../tools/faults/fault-proxy.ts';
import { createScratchConcert, type ScratchConcert } from '../../../tools/practice/scratch-concert.ts';
import { keepingLog } from '../../../tools/practice/silent-log.ts';
import { type Gate, openGate } from './gate.ts';

const ATTEMPT_DEADLINE_MS = 1_500;

describe.each(inject('databaseServers'))('a gate on its own, cut off from $kind $version', (server) => {
  const { log, entries } = keepingLog();
  let concert: ScratchConcert;
  let proxy: FaultProxy;
  let folder: string;
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
    proxy = await startFaultProxy({ host: '127.0.0.1', port: Number(new URL(server.url).port) });
    folder = mkdtempSync(path.join(os.tmpdir(), 'admit-one-hanging-'));
    gate = openGate({
      settings: settingsSchema.parse({
        gate: { id: 'G1' },
        operator: 'Ada',
        attemptDeadlineMs: ATTEMPT_DEADLINE_MS,
      }),
      databaseUrl: proxy.through(concert.url),
      isPractice: false,
      folder,
      logDisk,
      log,
    });
    await expect
      .poll(() => gate.state(), { timeout: 15_000 })
      .toMatchObject({ connection: { state: 'online' }, emergency: { snapshot: { isComplete: true } } });
  });
  afterEach(async () => {
    hanging?.resolve();
    await gate.close();
    await proxy.close();
    await concert.drop();
    rmSync(folder, { recursive: true });
  });

  const present = (code: string) => ({
    attemptId: newAttemptId(),
    code,
    doorTime: new Date().toISOString(),
    source: 'camera' as const,
  });
  function cutOff(): void {
    proxy.onClientData = () => 'cut-before-sending';
    proxy.cutAll();
  }

  test('answers in time when its disk hangs, and in green under the same id when the line is whole after all', async () => {
    cutOff();
    hanging = Promise.withResolvers();
    const amber = await gate.submit(present('known'));
    gate.noteShown(amber.attemptId);
    expect(amber).toMatchObject({ verdict: 'undecided', cause: 'log-unwritable' });
    // The next guest stands behind the same disk, and has a deadline too.
    const next = await gate.submit(present('other'));
    expect(next).toMatchObject({ verdict: 'undecided', cause: 'log-unwritable' });
    expect(Math.max(amber.durationMs, next.durationMs)).toBeLessThan(ATTEMPT_DEADLINE_MS + 500);
    // A rescan writes no second line.
    expect(await gate.submit(present('known'))).toMatchObject({ attemptId: amber.attemptId });
    hanging.resolve();
    hanging = null;
    const green = await gate.submit(present('known'));
    expect(green).toMatchObject({ verdict: 'admitted', attemptId: amber.attemptId, decidedBy: 'emergency' });
    gate.noteShown(green.attemptId);
    expect(await gate.submit(present('known'))).toMatchObject({ verdict: 'already-admitted' });
    const admissions = gate
      .emergencyLog()
      ?.lines()
      .filter(({ entry }) => entry.attemptId === amber.attemptId);
    expect(admissions).toHaveLength(1);
  }, 60_000);

  test('answers an entry by hand in time when its disk hangs, and a second press writes no second line', async () => {
    cutOff();
    await gate.submit(present('nobody has this one'));
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
    const answer = await gate.leadAdmit(present('known'), 'I saw the receipt');
    expect(answer).toMatchObject({ verdict: 'admitted', decidedBy: 'database' });
    expect(
      JSON.stringify(entries.filter((entry) => JSON.stringify(entry).includes(answer.attemptId))),
    ).toContain('I saw the receipt');
  }, 60_000);
});
