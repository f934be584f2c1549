import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import os from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import { startGateProcess } from '#main/rehearsal/gate-process.ts';
import { startFaultProxy } from '../../tools/faults/fault-proxy.ts';
import { untilLockWait } from '../../tools/practice/lock-wait.ts';
import { createScratchConcert, type ScratchConcert } from '../../tools/practice/scratch-concert.ts';

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

/** Looks into the file of the gate's snapshot, as another process may. */
function isSnapshotComplete(): boolean {
  const file = path.join(folder, 'gates', 'G1', 'snapshot.sqlite');
  if (!existsSync(file)) return false;
  const database = new DatabaseSync(file, { readOnly: true, timeout: 1_000 });
  try {
    const keys = database.prepare('SELECT key FROM state').all();
    return keys.some(({ key }) => key === 'taken_at') && !keys.some(({ key }) => key === 'copy_cursor');
  } finally {
    database.close();
  }
}

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
  await untilLockWait(concert);
  gate.signal('SIGTERM');
  gate.signal('SIGTERM');
  await lock.query('ROLLBACK');
  expect(await answering).toMatchObject({ verdict: 'admitted' });
  expect(await gate.exitCode()).toBe(0);
});

test('a gate that is started without its database decides on its own from the last snapshot, and the next one catches up before it ends', async () => {
  await concert.addPurchases([{ code: 'first night' }, { code: 'cut off' }]);
  const proxy = await startFaultProxy({ host: '127.0.0.1', port: Number(new URL(concert.url).port) });
  const databaseUrl = proxy.through(concert.url);
  try {
    const online = startGateProcess({ gateId: 'G1', databaseUrl, folder });
    expect(await online.ask('first night')).toMatchObject({ verdict: 'admitted', decidedBy: 'database' });
    await expect.poll(() => isSnapshotComplete(), { timeout: 10_000 }).toBe(true);
    expect(await online.end()).toBe(0);

    proxy.onClientData = () => 'cut-before-sending';
    const cutOff = startGateProcess({ gateId: 'G1', databaseUrl, folder });
    expect(await cutOff.ask('cut off')).toMatchObject({ verdict: 'admitted', decidedBy: 'emergency' });
    expect(await cutOff.ask('cut off')).toMatchObject({
      verdict: 'already-admitted',
      decidedBy: 'emergency',
    });
    expect(await cutOff.ask('first night')).toMatchObject({ verdict: 'already-admitted' });
    expect(await cutOff.end()).toBe(0);

    proxy.onClientData = () => 'pass';
    const back = startGateProcess({ gateId: 'G1', databaseUrl, folder });
    expect(await back.ask('cut off')).toMatchObject({ verdict: 'already-admitted' });
    expect(await back.end()).toBe(0);
    expect(await concert.count('SELECT COUNT(*) n FROM scan_attempts')).toBe(5);
    expect(await concert.count("SELECT COUNT(*) n FROM ticket_purchases WHERE status = 'used'")).toBe(2);
    expect(await concert.count('SELECT COUNT(*) n FROM conflicts')).toBe(0);
  } finally {
    await proxy.close();
  }
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
