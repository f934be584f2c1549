import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { createConnection } from 'mysql2/promise';
import { afterEach, beforeEach, describe, expect, inject, test, vi } from 'vitest';
import { canLogIn } from './readiness.ts';
import { roomyFolder } from './roomy-folder.ts';
import { type PrivateServer, startPrivateServer } from './server.ts';
import { pidFileOf } from './server-options.ts';

const servers = inject('databaseServers').map(({ kind, version, program }) => ({
  kind,
  version,
  path: program,
}));

async function query(url: string, statement: string): Promise<unknown> {
  const connection = await createConnection(url);
  try {
    const [rows] = await connection.query(statement);
    return rows;
  } finally {
    await connection.end();
  }
}

async function exists(target: string): Promise<boolean> {
  return access(target).then(
    () => true,
    () => false,
  );
}

describe.each(servers)('a private $kind server', (server) => {
  let folder: string;
  let running: PrivateServer | null;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(await roomyFolder(), 'admit-one-server-test-'));
    running = null;
  });

  afterEach(async () => {
    await running?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  async function start(more: Readonly<{ port?: number }> = {}): Promise<PrivateServer> {
    running = await startPrivateServer({ server, folder, ...more });
    return running;
  }

  test('keeps what was committed through kill, restart and a later start, and leaves nothing running', async () => {
    const first = await start();
    const pid = first.pid();
    await query(first.url, 'CREATE TABLE kept (id INT PRIMARY KEY)');
    await query(first.url, 'INSERT INTO kept VALUES (1)');

    await first.kill();
    expect(await canLogIn(first.url)).toBe(false);
    await first.restart();
    expect(first.pid()).not.toBe(pid);
    expect(await query(first.url, 'SELECT id FROM kept')).toEqual([{ id: 1 }]);

    await first.stop();
    expect(await canLogIn(first.url)).toBe(false);
    expect(await exists(path.dirname(first.socket))).toBe(false);

    const second = await start();
    expect(await query(second.url, 'SELECT id FROM kept')).toEqual([{ id: 1 }]);
  });

  test('gives a gate every database and nothing of the server itself', async () => {
    const { url, adminUrl } = await start();
    await query(url, 'CREATE DATABASE another');
    await expect(query(url, 'SET GLOBAL read_only = ON')).rejects.toThrow(/access denied/iu);
    await query(adminUrl, 'SET GLOBAL read_only = ON');
    await expect(query(url, 'CREATE DATABASE third')).rejects.toThrow(/read-only/iu);
  });

  test('sets damaged data aside with a sentence and starts anew', async () => {
    await (await start()).stop();
    await writeFile(path.join(folder, 'data', 'ibdata1'), 'damaged');
    const sentences: string[] = [];
    running = await startPrivateServer({
      server,
      folder,
      onProgress: (sentence) => sentences.push(sentence),
    });
    expect(await canLogIn(running.url)).toBe(true);
    expect(sentences.join('\n')).toContain('could not be used by the server; it was set aside');
    expect((await readdir(folder)).filter((name) => name.startsWith('data-set-aside-'))).toHaveLength(1);
  });

  test('does not take a port that is taken for damaged data', async () => {
    const first = await start();
    const other = path.join(folder, 'other');
    const wish = { server, folder: other };
    await (await startPrivateServer(wish)).stop();
    await expect(startPrivateServer({ ...wish, port: first.port })).rejects.toThrow(/did not start on port/u);
    expect((await readdir(other)).filter((name) => name.startsWith('data-set-aside-'))).toHaveLength(0);
  });

  test('refuses a folder whose server runs', async () => {
    const first = await start();
    await expect(startPrivateServer({ server, folder })).rejects.toThrow(/already/u);
    expect(await canLogIn(first.url)).toBe(true);
  });

  test('never signals a stranger who has the process id of a stale file', async () => {
    await (await start()).stop();
    const stranger = spawn('sleep', ['600']);
    try {
      await once(stranger, 'spawn');
      await writeFile(pidFileOf(folder), String(stranger.pid));
      await start();
      expect(stranger.exitCode).toBeNull();
      expect(stranger.signalCode).toBeNull();
    } finally {
      stranger.kill('SIGKILL');
    }
  });

  test('ends with the process that started it, even one that was killed', async () => {
    const starter = spawn(process.execPath, [
      path.join(import.meta.dirname, 'fixtures', 'start-and-wait.ts'),
      JSON.stringify({ server, folder: path.join(folder, 'orphan'), isTemporary: true }),
    ]);
    const url = await new Promise<string>((resolve) => {
      createInterface({ input: starter.stdout }).once('line', resolve);
    });
    expect(await canLogIn(url)).toBe(true);
    starter.kill('SIGKILL');
    await vi.waitFor(async () => expect(await exists(path.join(folder, 'orphan'))).toBe(false), {
      timeout: 40_000,
      interval: 50,
    });
    expect(await canLogIn(url)).toBe(false);
  });
});
