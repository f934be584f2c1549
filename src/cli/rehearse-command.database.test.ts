import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createConnection, type Connection, type RowDataPacket } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { laptopsFolder } from '#main/rehearsal/laptop.ts';
import type { Rehearsal } from '#main/rehearsal/rehearsal.ts';
import { lockOf } from '#main/rehearsal/standing.ts';
import { IS_FULL } from '../../tools/proof/proof-size.ts';

/** What is tried here is the rehearsal: one kind of server is enough, but for the full proof. */
const servers = IS_FULL ? inject('databaseServers') : inject('databaseServers').slice(0, 1);
const GATES = 10;
const TICKETS = IS_FULL ? 2_000 : 40;
const LIMIT = { timeout: 240_000, interval: 50 };

describe.each(servers)('admit-one rehearse on $kind $version', { timeout: 600_000 }, (server) => {
  let folder: string;
  let admin: Connection;
  beforeAll(async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'admit-one-rehearse-'));
    admin = await createConnection({ uri: server.adminUrl });
  });
  afterAll(async () => {
    await admin.end();
    rmSync(folder, { recursive: true, force: true });
  });

  function start(...args: readonly string[]) {
    const child: ChildProcess = spawn(
      process.execPath,
      [path.join(import.meta.dirname, 'admit-one.ts'), 'rehearse', ...args],
      {
        stdio: ['ignore', 'pipe', 'pipe'],
        env: {
          ...process.env,
          // The first gate compiles for the ten that follow.
          NODE_COMPILE_CACHE: path.join(folder, 'compiled'),
          ADMIT_ONE_HOME: folder,
          ADMIT_ONE_DATABASE_URL: server.url,
        },
      },
    );
    let [output, told] = ['', ''];
    child.stdout?.on('data', (piece: Buffer) => (output += piece.toString()));
    child.stderr?.on('data', (piece: Buffer) => (told += piece.toString()));
    const ended = once(child, 'close').then(([code]) => code as number | null);
    return { child, ended, output: () => output, told: () => told };
  }

  /** The database that a rehearsal says it is in. */
  async function databaseOf(rehearsal: ReturnType<typeof start>): Promise<string> {
    const find = (): string | undefined => /Rehearsing in database (\w+)/u.exec(rehearsal.told())?.[1];
    await expect.poll(find, LIMIT).toBeDefined();
    return find() ?? '';
  }

  async function count(sql: string, values: readonly unknown[] = []): Promise<number> {
    const [rows] = await admin.query<RowDataPacket[]>(sql, [...values]);
    return Number(rows[0]?.['n']);
  }

  const countRehearsals = (): Promise<number> =>
    count(
      "SELECT COUNT(*) AS n FROM information_schema.schemata WHERE schema_name LIKE 'admit\\_one\\_rehearsal\\_%'",
    );
  const countSessions = (name: string): Promise<number> =>
    count('SELECT COUNT(*) AS n FROM information_schema.processlist WHERE db = ?', [name]);
  const countLocks = (name: string): Promise<number> =>
    count('SELECT IS_USED_LOCK(?) IS NOT NULL AS n', [lockOf(name)]);
  /** None while there is no table yet. */
  const countScans = (name: string): Promise<number> =>
    count(`SELECT COUNT(*) AS n FROM ${name}.scan_attempts`).catch(() => 0);

  test('all scenarios at ten gates pass, what a killed rehearsal left is dropped, and nothing stays', async () => {
    const killed = start('--gates', '1', '--tickets', '1000', '--scenario', 'rush');
    const leftBehind = await databaseOf(killed);
    // A gate that is still starting would come to the database after the kill.
    await expect.poll(() => countScans(leftBehind), LIMIT).toBeGreaterThan(0);
    killed.child.kill('SIGKILL');
    await killed.ended;
    // Its gate finds its input closed, and ends; the server finds that the lock's holder is gone.
    await expect.poll(() => countSessions(leftBehind), LIMIT).toBe(0);
    await expect.poll(() => countLocks(leftBehind), LIMIT).toBe(0);

    const html = path.join(folder, 'rehearsal.html');
    const rehearsal = start('--gates', `${GATES}`, '--tickets', `${TICKETS}`, '--html', html, '--json');
    expect({ code: await rehearsal.ended, told: rehearsal.told() }).toMatchObject({
      code: 0,
      told: expect.stringContaining(`Dropped ${leftBehind}`) as unknown,
    });
    const result = JSON.parse(rehearsal.output()) as Rehearsal;
    console.log(
      `rehearsal: ${JSON.stringify(result.scenarios.map(({ scenario, attempts, times, attemptsPerSecond }) => ({ scenario, attempts, times, attemptsPerSecond })))}`,
    );
    expect(result).toMatchObject({ isPassed: true, gates: GATES, tickets: TICKETS, findings: [] });
    expect(result.books?.balances).toBe(true);
    expect(result.scenarios.map(({ scenario, twice, lost }) => [scenario, twice, lost])).toEqual([
      ['same-code', 0, 0],
      ['rush', 0, 0],
      ['burst', 0, 0],
      ['outage', 0, 0],
    ]);
    const [, rush, burst, outage] = result.scenarios;
    expect(rush?.attempts).toBeGreaterThanOrEqual(TICKETS);
    expect(burst?.attempts).toBeGreaterThan(burst?.admitted ?? Infinity);
    // One copied ticket for every two gates, and no other conflict.
    expect(outage).toMatchObject({ conflicts: GATES / 2, outage: { copies: GATES / 2 } });
    expect(outage?.outage?.lines).toBeGreaterThanOrEqual(GATES);
    expect(readFileSync(html, 'utf8')).toContain('The rehearsal passed');
    const name = result.database.split('/').at(-1) ?? '';
    expect([existsSync(laptopsFolder(name)), existsSync(laptopsFolder(leftBehind))]).toEqual([false, false]);
    expect(await countRehearsals()).toBe(0);
  });

  test('an admission that somebody takes out of the database is found, and it fails with 2', async () => {
    const rehearsal = start('--gates', '2', '--tickets', '60', '--scenario', 'rush');
    const name = await databaseOf(rehearsal);
    const remove = async (): Promise<number> => {
      const [result] = await admin
        .query(`DELETE FROM ${name}.scan_attempts WHERE verdict = 'admitted' LIMIT 1`)
        .catch(() => [{ affectedRows: 0 }]);
      return (result as { affectedRows: number }).affectedRows;
    };
    await expect.poll(remove, LIMIT).toBe(1);
    expect(await rehearsal.ended).toBe(2);
    expect(rehearsal.output()).toContain('The rehearsal failed');
    expect(rehearsal.output()).toMatch(/✗ .*(is lost|used-without-attempt)/u);
    expect(await countRehearsals()).toBe(0);
  });

  test('stopped with Ctrl+C, even twice, it takes away what it made, says so and exits with 1', async () => {
    const rehearsal = start('--gates', '2', '--tickets', '2000', '--scenario', 'rush');
    const name = await databaseOf(rehearsal);
    await expect.poll(() => countScans(name), LIMIT).toBeGreaterThan(5);
    rehearsal.child.kill('SIGINT');
    rehearsal.child.kill('SIGINT');
    expect(await rehearsal.ended).toBe(1);
    expect(rehearsal.told()).toContain('The rehearsal was stopped.');
    expect(rehearsal.output()).toBe('');
    expect([await countRehearsals(), await countSessions(name), existsSync(laptopsFolder(name))]).toEqual([
      0,
      0,
      false,
    ]);
  });

  test('a user who may not make a database is told what to GRANT', async () => {
    const poor = "'rehearse_poor'@'127.0.0.1'";
    await admin.query(`CREATE USER ${poor} IDENTIFIED BY 'poor'`);
    try {
      await admin.query(`GRANT SELECT, INSERT, UPDATE ON night.* TO ${poor}`);
      const url = new URL(server.url);
      url.username = 'rehearse_poor';
      url.password = 'poor';
      const refused = start('--on', url.href);
      expect(await refused.ended).toBe(1);
      expect(refused.told()).toMatch(/administrator run: GRANT .* TO 'rehearse_poor'@'127\.0\.0\.1';/u);
    } finally {
      await admin.query(`DROP USER ${poor}`);
    }
  });

  test('what can’t be rehearsed is refused with a sentence, before anything is made', async () => {
    const refused = [
      start('--database', 'admit_one'),
      start('--html', path.join(folder, 'no-such-folder', 'x.html')),
      start('--gates', '0'),
      start('--on', 'http://somewhere'),
    ];
    expect(await Promise.all(refused.map(({ ended }) => ended))).toEqual([1, 1, 1, 1]);
    expect(refused.map(({ told }) => told())).toEqual([
      expect.stringContaining('is the gates’ own database'),
      expect.stringContaining('There is no folder'),
      expect.stringContaining('a whole number from 1 to 50'),
      expect.stringContaining('begins with http://'),
    ]);
    expect(await countRehearsals()).toBe(0);
  });
});
