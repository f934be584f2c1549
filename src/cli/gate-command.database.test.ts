import { mkdtempSync, rmSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import { createScratchConcert, type ScratchConcert } from '../../tools/practice/scratch-concert.ts';
import { startGateProcess } from '../../tools/proof/gate-process.ts';

let concert: ScratchConcert;
let folder: string;
beforeEach(async () => {
  const [server] = inject('databaseServers');
  if (server === undefined) throw new Error('no database server');
  concert = await createScratchConcert(server);
  folder = mkdtempSync(path.join(os.tmpdir(), 'admit-one-command-'));
});
afterEach(async () => {
  await concert.drop();
  rmSync(folder, { recursive: true, force: true });
});

/** The command, as somebody would start it whose own pipe may break. */
function startGate() {
  return spawn(
    process.execPath,
    [path.join(import.meta.dirname, 'admit-one.ts'), 'gate', '--gate', 'G1', '--json'],
    {
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { ...process.env, ADMIT_ONE_HOME: folder, ADMIT_ONE_DATABASE_URL: concert.url },
    },
  );
}

test('an answer that nobody could read is given by the next gate, green under the first id', async () => {
  await concert.addPurchases([{ code: 'unread' }]);
  const deaf = startGate();
  let complaint = '';
  deaf.stderr.on('data', (piece: Buffer) => {
    complaint += piece.toString();
  });
  deaf.stdout.destroy();
  deaf.stdin.end('unread\n');
  const [exitCode] = (await once(deaf, 'close')) as [number | null];
  expect(exitCode).toBe(1);
  expect(complaint).toContain('Nobody reads the answers any more');
  expect(complaint).not.toContain('    at ');
  expect(await concert.count("SELECT COUNT(*) n FROM ticket_purchases WHERE status = 'used'")).toBe(1);
  const next = startGateProcess({ gateId: 'G1', databaseUrl: concert.url, folder });
  expect(await next.ask('unread')).toMatchObject({ verdict: 'admitted', isRecalled: true });
  expect(await next.ask('unread')).toMatchObject({ verdict: 'already-admitted' });
  expect(await next.end()).toBe(0);
});

test('a signal that comes twice, as npm passes it on, still lets the attempt in flight finish', async () => {
  await concert.addPurchases([{ code: 'warm' }, { code: 'in flight' }]);
  const lock = concert.connection;
  const gate = startGateProcess({ gateId: 'G1', databaseUrl: concert.url, folder });
  await gate.ask('warm');
  await lock.query('START TRANSACTION');
  await lock.query("SELECT id FROM ticket_purchases WHERE qr_code = 'in flight' FOR UPDATE");
  const answering = gate.ask('in flight');
  await expect
    .poll(
      () =>
        concert.count("SELECT COUNT(*) n FROM information_schema.innodb_trx WHERE trx_state = 'LOCK WAIT'"),
      {
        timeout: 10_000,
        interval: 150,
      },
    )
    .toBeGreaterThan(0);
  gate.signal('SIGTERM');
  gate.signal('SIGTERM');
  await lock.query('ROLLBACK');
  expect(await answering).toMatchObject({ verdict: 'admitted' });
  expect(await gate.exitCode()).toBe(0);
});

test('nonsense on standard input is answered in its place, and the gate goes on', async () => {
  await concert.addPurchases([{ code: 'after all that' }]);
  const gate = startGate();
  const lines: string[] = [];
  gate.stdout.on('data', (piece: Buffer) => lines.push(...piece.toString().split('\n').filter(Boolean)));
  gate.stdin.end(
    ['{"attemptId":"x","code":"y"}', '', 'x'.repeat(300), '\u0000', 'after all that', ''].join('\n'),
  );
  expect(((await once(gate, 'close')) as [number | null])[0]).toBe(0);
  expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
    { attemptId: 'x', error: expect.stringContaining('line 1') },
    { verdict: 'unknown-code', reason: 'empty' },
    { verdict: 'unknown-code', reason: 'too-long' },
    { verdict: 'unknown-code', reason: 'control-characters' },
    { verdict: 'admitted' },
  ]);
});

test('one odd concert of years ago stops nobody', async () => {
  await concert.addPurchases([{ code: 'unharmed' }]);
  await concert.connection.query("SET SESSION sql_mode = ''");
  await concert.connection.query(
    "INSERT INTO concerts (title, starts_at) VALUES ('Odd', '0000-00-00 00:00:00')",
  );
  const gate = startGateProcess({ gateId: 'G1', databaseUrl: concert.url, folder });
  expect(await gate.ask('unharmed')).toMatchObject({ verdict: 'admitted' });
  await gate.end();
});
