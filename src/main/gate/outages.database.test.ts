import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { v7 as newAttemptId } from 'uuid';
import type { Answer } from '#shared/attempt.ts';
import { settingsSchema } from '#shared/settings.ts';
import type { Outage } from '../../../tools/faults/outage.ts';
import {
  passwordChanged,
  serverFrozen,
  serverKilled,
  serverReadOnly,
  tooManyConnections,
} from '../../../tools/faults/server-outages.ts';
import { identify } from '../../../tools/practice/database-servers.ts';
import { createScratchConcert, type ScratchConcert } from '../../../tools/practice/scratch-concert.ts';
import { type PrivateServer, startPrivateServer } from '../../../tools/practice/server.ts';
import { silentLog } from '../../../tools/practice/silent-log.ts';
import { type Gate, openGate } from './gate.ts';

const DEADLINE_MS = 3_000;
const BACK_WITHIN_MS = 5_000;

describe.each(inject('databaseServers'))('outages of $kind $version, seen from a gate', (given) => {
  let server: PrivateServer;
  let concert: ScratchConcert;
  let folder: string;
  let gate: Gate;

  beforeAll(async () => {
    const program = await identify(given.program);
    if (program === null) throw new Error(`${given.program} is not a database server`);
    folder = mkdtempSync(path.join(os.tmpdir(), 'admit-one-outages-'));
    server = await startPrivateServer({ server: program, folder: path.join(folder, 'server') });
    concert = await createScratchConcert(server);
    // A server that is killed takes this connection along.
    concert.connection.on('error', () => undefined);
    await concert.addPurchases(Array.from({ length: 40 }, (_, at) => ({ code: `code ${at}` })));
    await concert.connection.end();
    gate = openGate({
      settings: settingsSchema.parse({ attemptDeadlineMs: DEADLINE_MS }),
      databaseUrl: concert.url,
      isPractice: false,
      folder,
      log: silentLog,
    });
  });
  afterAll(async () => {
    await gate.close();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  let used = 0;
  async function scanNext(): Promise<Answer> {
    const code = `code ${used++}`;
    const answer = await gate.submit({
      attemptId: newAttemptId(),
      code,
      doorTime: new Date().toISOString(),
      source: 'camera',
    });
    gate.noteShown(answer.attemptId);
    return answer;
  }

  async function untilOnline(): Promise<void> {
    await expect
      .poll(() => gate.state(), { timeout: 30_000, interval: 20 })
      .toMatchObject({
        connection: { state: 'online' },
        emergency: { pendingLines: 0, setAsideLines: 0, openConflicts: 0, snapshot: { isComplete: true } },
      });
  }

  test.each<[string, (of: PrivateServer) => Outage, RegExp]>([
    ['killed', serverKilled, /database-unreachable/u],
    ['frozen', serverFrozen, /no-answer-in-time/u],
    ['read-only', serverReadOnly, /read-only/u],
    ['refusing the password', passwordChanged, /access-denied|database-unreachable/u],
    ['full of connections', tooManyConnections, /too-many-connections|database-unreachable/u],
  ])(
    'a server that is %s: a verdict within the deadline, then at once, and online within five seconds of its return',
    async (_name, makeOutage, cause) => {
      const outage = makeOutage(server);
      await untilOnline();
      expect(await scanNext()).toMatchObject({ verdict: 'admitted', decidedBy: 'database' });
      await outage.begin();
      const first = await scanNext();
      expect(first).toMatchObject({ verdict: 'admitted', decidedBy: 'emergency' });
      expect(first.durationMs).toBeLessThan(DEADLINE_MS);
      const { connection } = gate.state();
      expect(connection.state === 'on-its-own' ? connection.cause : connection.state).toMatch(cause);
      const next = await scanNext();
      expect(next).toMatchObject({ verdict: 'admitted', decidedBy: 'emergency' });
      await outage.end();
      const returnedAtMs = performance.now();
      await expect
        .poll(() => gate.state().connection.state, { timeout: 30_000, interval: 20 })
        .toMatch(/online|catching-up/u);
      const backMs = performance.now() - returnedAtMs;
      expect(backMs).toBeLessThan(BACK_WITHIN_MS);
      await untilOnline();
    },
  );
});
