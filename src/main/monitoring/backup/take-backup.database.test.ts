import { randomBytes } from 'node:crypto';
import { readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { createConnection, type RowDataPacket } from 'mysql2/promise';
import { v7 as newAttemptId } from 'uuid';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { openSessionPool, type SessionPool } from '#main/database/session-pool.ts';
import { mountSmallDisk } from '../../../../tools/faults/small-disk.ts';
import type { ScratchConcert } from '../../../../tools/practice/scratch-concert.ts';
import { silentLog } from '../../../../tools/practice/silent-log.ts';
import type { BackupOutcome } from './backup-outcome.ts';
import { findNewestBackup } from './backup-records.ts';
import { type TestBackups, openTestBackups } from './fixtures/test-backups.ts';

const EMPTY_DUMP = "printf -- '-- MySQL dump 10\\n-- Dump completed on\\n'";

describe.each(inject('databaseServers'))('a backup that is taken on $kind $version', (server) => {
  let backups: TestBackups;
  let concert: ScratchConcert;
  let pool: SessionPool;
  let folder: string;

  beforeAll(async () => {
    backups = await openTestBackups(server);
    ({ concert, pool } = backups);
  });
  afterAll(() => backups.drop());
  beforeEach(async () => {
    folder = await backups.newFolder();
  });

  /** Admits one after the other, as the admission does, until it is told to stop. */
  async function admitMeanwhile(isOver: () => boolean): Promise<number> {
    const connection = await createConnection({ uri: concert.adminUrl, timezone: 'Z' });
    let admitted = 0;
    try {
      for (let at = 0; !isOver() && at < 400; at += 1) {
        await connection.query('BEGIN');
        await connection.query(
          `INSERT INTO scan_attempts (attempt_id, ticket_purchase_id, concert_id, gate_id, verdict, decided_by, code_digest, door_time, duration_ms)
         SELECT ?, id, ?, 'G1', 'admitted', 'database', qr_code_digest, UTC_TIMESTAMP(3), 5 FROM ticket_purchases WHERE qr_code = ?`,
          [newAttemptId(), concert.concertId, `TICKET-${at}`],
        );
        await connection.query(
          "UPDATE ticket_purchases SET status = 'used', used_at = UTC_TIMESTAMP(3) WHERE qr_code = ?",
          [`TICKET-${at}`],
        );
        await connection.query('COMMIT');
        admitted += 1;
      }
      return admitted;
    } finally {
      connection.destroy();
    }
  }

  test('is of one moment, while gates go on admitting', async () => {
    let isOver = false;
    const admitting = admitMeanwhile(() => isOver);
    await expect.poll(() => concert.count('SELECT COUNT(*) AS n FROM scan_attempts')).toBeGreaterThan(0);
    const taken = await backups.take({ folder });
    isOver = true;
    const admitted = await admitting;
    expect(taken.outcome).toBe('taken');
    if (taken.outcome === 'failed') return;
    const url = backups.newDatabase();
    expect(await backups.restore({ file: taken.file, url })).toMatchObject({ outcome: 'restored' });
    const connection = await createConnection({ uri: url });
    const [rows] = await connection.query<RowDataPacket[]>(
      "SELECT (SELECT COUNT(*) FROM scan_attempts) AS attempts, (SELECT COUNT(*) FROM ticket_purchases WHERE status = 'used') AS used",
    );
    connection.destroy();
    expect(rows[0]?.['attempts']).toBe(rows[0]?.['used']);
    expect(Number(rows[0]?.['used'])).toBeLessThanOrEqual(admitted);
  });

  test.each([
    ['breaks off without a word', "printf -- '-- MySQL dump 10\\n'", 'The dump broke off before its end.'],
    [
      'fails after the first table, in its own words',
      "printf -- '-- MySQL dump 10\\n'; echo 'Warning: a password' >&2; echo 'Got error: 1412: Table definition has changed' >&2; exit 2",
      'The server’s tool gave up: Got error: 1412: Table definition has changed',
    ],
    ['is killed', 'kill -9 $$', 'The server’s tool gave up: it ended with SIGKILL'],
  ])('is none when the tool %s: no file, no note of one', async (_what, script, problem) => {
    const before = await findNewestBackup(pool);
    const failed = await backups.take({ folder, environment: await backups.withTool(script) });
    expect(failed).toMatchObject({ outcome: 'failed', problem });
    expect(await readdir(folder)).toEqual([]);
    expect((await findNewestBackup(pool))?.record).toEqual(before?.record);
  });

  test('is none when it is stopped, and leaves nothing behind, the tool included', async () => {
    const stop = new AbortController();
    const pidFile = path.join(folder, '..', `pid-${newAttemptId()}`);
    const environment = await backups.withTool(
      `echo $$ > '${pidFile}'; printf -- '-- MySQL dump 10\\n'; exec /bin/sleep 600`,
    );
    const taking = backups.take({ folder, environment, signal: stop.signal });
    const pidOf = async (): Promise<number> => Number(await readFile(pidFile, 'utf8').catch(() => ''));
    await expect.poll(pidOf, { timeout: 30_000 }).toBeGreaterThan(0);
    const pid = await pidOf();
    stop.abort();
    expect(await taking).toMatchObject({ outcome: 'failed', problem: 'It was stopped.' });
    expect(await readdir(folder)).toEqual([]);
    const isRunning = (): boolean => {
      try {
        return process.kill(pid, 0);
      } catch {
        return false;
      }
    };
    await expect.poll(isRunning, { timeout: 30_000 }).toBe(false);
  });

  test('says which GRANTs a gate’s user lacks, and is whole with them', async () => {
    const user = `gate_${randomBytes(6).toString('hex')}`;
    const account = `'${user}'@'127.0.0.1'`;
    const password = randomBytes(18).toString('base64url');
    const url = new URL(concert.adminUrl);
    Object.assign(url, { username: user, password });
    const database = `\`${url.pathname.slice(1)}\``;
    await concert.connection.query(`CREATE USER ${account} IDENTIFIED BY '${password}'`);
    await concert.connection.query(`GRANT SELECT, INSERT, UPDATE ON ${database}.* TO ${account}`);
    const takeAsGate = async (): Promise<BackupOutcome> => {
      const gatePool = openSessionPool({ url: url.href, log: silentLog });
      try {
        return await backups.take({ folder, url: url.href, pool: gatePool });
      } finally {
        await gatePool.close();
      }
    };
    try {
      const grants = [
        `GRANT SELECT, SHOW VIEW, TRIGGER, EVENT ON ${database}.* TO ${account};`,
        `GRANT ${server.kind === 'mysql' ? 'SHOW_ROUTINE ON *.*' : 'SELECT ON mysql.proc'} TO ${account};`,
      ];
      expect(await takeAsGate()).toEqual({
        outcome: 'failed',
        problem: expect.stringContaining('may not back up everything'),
        advice: `Have an administrator run: ${grants.join(' ')}`,
      });
      expect(await readdir(folder)).toEqual([]);

      for (const grant of grants) await concert.connection.query(grant);
      const taken = await takeAsGate();
      expect(taken).toMatchObject({ outcome: 'taken', isOnRecord: true });
      if (taken.outcome === 'failed') return;
      const dump = gunzipSync(await readFile(taken.file)).toString('latin1');
      for (const thing of [/VIEW `sold`/u, /PROCEDURE `count_sold`/u, /TRIGGER `?odd_price/u]) {
        expect(dump).toMatch(thing);
      }
    } finally {
      await concert.connection.query(`DROP USER ${account}`);
    }
  });

  test('names the package where the server’s own tool is not on this computer', async () => {
    expect(await backups.take({ folder, environment: { PATH: folder } })).toMatchObject({
      outcome: 'failed',
      advice: expect.stringContaining(`${server.kind}-client`),
    });
  });

  test('says what is wrong with the place it should go to', async () => {
    const environment = await backups.withTool(EMPTY_DUMP);
    const file = path.join(folder, 'a-file');
    await writeFile(file, '');
    expect(await backups.take({ environment, folder: path.join(file, 'below') })).toMatchObject({
      outcome: 'failed',
      problem: expect.stringContaining('is not a folder'),
    });
  });

  test('is none when the place is full, and leaves the room that there was', async () => {
    const disk = await mountSmallDisk(path.join(folder, 'stick'), '64k');
    try {
      expect(await backups.take({ folder: disk.folder })).toMatchObject({
        outcome: 'failed',
        problem: expect.stringContaining('There is no room left'),
      });
      expect(await readdir(disk.folder)).toEqual([]);
    } finally {
      disk.unmount();
    }
  });

  test('removes what one that was killed left in the same folder', async () => {
    const environment = await backups.withTool(EMPTY_DUMP);
    const left = path.join(folder, 'night_2026-06-01_19.30.05.sql.gz.unfinished');
    await writeFile(left, 'half');
    const longAgo = new Date(0);
    await utimes(left, longAgo, longAgo);
    const taken = await backups.take({ folder, environment });
    expect(taken).toMatchObject({ outcome: 'taken' });
    if (taken.outcome === 'failed') return;
    expect(await readdir(folder)).toEqual([path.basename(taken.file)]);
  });

  test('counts although the database takes no note of it, as a replica that is read-only', async () => {
    const environment = await backups.withTool(EMPTY_DUMP);
    await concert.connection.query('RENAME TABLE backups TO backups_away');
    try {
      expect(await backups.take({ folder, environment })).toMatchObject({
        outcome: 'taken',
        isOnRecord: false,
      });
    } finally {
      await concert.connection.query('RENAME TABLE backups_away TO backups');
    }
    expect(await readdir(folder)).toHaveLength(1);
  });
});
