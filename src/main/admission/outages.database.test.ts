import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { v7 as newAttemptId } from 'uuid';
import { createConnection, type Connection } from 'mysql2/promise';
import { createLogger } from '#main/log/create-logger.ts';
import { deadlineIn } from '#main/database/time-limit.ts';
import { openSessionPool } from '#main/database/session-pool.ts';
import { startFaultProxy } from '../../../tools/faults/fault-proxy.ts';
import { identify } from '../../../tools/practice/database-servers.ts';
import { createScratchConcert, type ScratchConcert } from '../../../tools/practice/scratch-concert.ts';
import { createScratchDatabase } from '../../../tools/practice/scratch-database.ts';
import { startPrivateServer } from '../../../tools/practice/server.ts';
import { silentLog } from '../../../tools/practice/silent-log.ts';
import { decide, type Decision } from './decide.ts';

describe.each(inject('databaseServers'))('outages of $kind $version', (server) => {
  let concert: ScratchConcert;
  let admin: Connection;
  const users: string[] = [];

  beforeAll(async () => {
    concert = await createScratchConcert(server);
    admin = await createConnection({ uri: concert.adminUrl });
  });
  afterAll(async () => {
    for (const user of users) await admin.query(`DROP USER IF EXISTS ${user}`);
    await admin.end();
    await concert.drop();
  });

  function requestFor(code: string, attemptId = newAttemptId()): Parameters<typeof decide>[1] {
    return {
      attemptId,
      codeDigest: createHash('sha256').update(code, 'utf8').digest(),
      doorTime: new Date(),
      concertId: concert.concertId,
      gateId: 'G1',
      operator: '',
    };
  }

  async function presentAt(url: string, code: string, log = silentLog): Promise<Decision> {
    const pool = openSessionPool({ url, log });
    try {
      return await decide(pool, requestFor(code), { deadline: deadlineIn(3_000), log });
    } finally {
      await pool.close();
    }
  }

  /** A user with a gate's rights on this database and no more. */
  async function addGateUser(name: string): Promise<string> {
    const user = `'${name}'@'%'`;
    users.push(user);
    await admin.query(`CREATE USER ${user} IDENTIFIED BY 'correct-horse'`);
    await admin.query(
      `GRANT SELECT, INSERT, UPDATE ON \`${new URL(concert.url).pathname.slice(1)}\`.* TO ${user}`,
    );
    const url = new URL(concert.url);
    url.username = name;
    url.password = 'correct-horse';
    return url.href;
  }

  test('a user who may only select, insert and update is enough for a gate', async () => {
    await concert.addPurchases([{ code: 'modest' }]);
    expect(await presentAt(await addGateUser('modest_gate'), 'modest')).toMatchObject({
      words: { verdict: 'admitted' },
    });
  });

  test('a wrong password is “access denied”, logged in full, and the password is not in the log', async () => {
    const url = new URL(await addGateUser('locked_out'));
    url.password = 'battery-staple';
    const folder = mkdtempSync(path.join(os.tmpdir(), 'admit-one-log-'));
    const log = createLogger({ folder, isConsole: false, module: 'test' });
    expect(await presentAt(url.href, 'x', log)).toMatchObject({
      kind: 'undecided',
      cause: 'access-denied',
      retries: 0,
    });
    const written = readFileSync(path.join(folder, 'logs', 'admit-one.log'), 'utf8');
    expect(written).toMatch(/An attempt is undecided .*"errorCode":"ER_ACCESS_DENIED_ERROR","errno":1045/u);
    expect(written).not.toContain('battery-staple');
    rmSync(folder, { recursive: true });
  });

  test('a user at the limit of its connections is “too many connections”', async () => {
    const url = await addGateUser('crowded');
    await admin.query("ALTER USER 'crowded'@'%' WITH MAX_USER_CONNECTIONS 1");
    const only = await createConnection({ uri: url });
    expect(await presentAt(url, 'x')).toMatchObject({
      kind: 'undecided',
      cause: 'too-many-connections',
      retries: 0,
    });
    await only.end();
  });

  test('an expired password is told apart from a wrong one', async () => {
    const url = await addGateUser('expired');
    await admin.query("ALTER USER 'expired'@'%' PASSWORD EXPIRE");
    expect(await presentAt(url, 'x')).toMatchObject({
      kind: 'undecided',
      cause: 'password-expired',
      retries: 0,
    });
  });

  test('a read-only server is undecided, and admits when it is writable again', async () => {
    await concert.addPurchases([{ code: 'patient' }]);
    const url = await addGateUser('reader');
    await admin.query('SET GLOBAL read_only = ON');
    try {
      expect(await presentAt(url, 'patient')).toMatchObject({
        kind: 'undecided',
        cause: 'read-only',
        retries: 0,
      });
    } finally {
      await admin.query('SET GLOBAL read_only = OFF');
    }
    expect(await presentAt(url, 'patient')).toMatchObject({ words: { verdict: 'admitted' } });
  });

  test('a database without our tables is “not migrated”', async () => {
    const empty = await createScratchDatabase(server);
    expect(await presentAt(empty.url, 'x')).toMatchObject({ kind: 'undecided', cause: 'not-migrated' });
    await empty.drop();
  });

  test('a port where nobody listens is “unreachable” after three tries, long before the deadline', async () => {
    const url = new URL(concert.url);
    url.port = '1';
    const startedAt = performance.now();
    expect(await presentAt(url.href, 'x')).toMatchObject({
      kind: 'undecided',
      cause: 'database-unreachable',
      retries: 2,
    });
    expect(performance.now() - startedAt).toBeLessThan(3_000);
  });

  test('a frozen server (SIGSTOP) is undecided at the deadline, and green under the same id when it wakes', async () => {
    const program = await identify(server.program);
    if (program === null) throw new Error(`${server.program} is not a database server`);
    const folder = mkdtempSync(path.join(os.tmpdir(), 'admit-one-frozen-'));
    const own = await startPrivateServer({ server: program, folder, isTemporary: true });
    const frozen = await createScratchConcert(own);
    const pool = openSessionPool({ url: frozen.url, log: silentLog });
    try {
      await frozen.addPurchases([{ code: 'warm' }, { code: 'cold' }]);
      const present = (code: string, attemptId = newAttemptId()): Promise<Decision> =>
        decide(
          pool,
          { ...requestFor(code, attemptId), concertId: frozen.concertId },
          { deadline: deadlineIn(2_000), log: silentLog },
        );
      await present('warm');
      const attemptId = newAttemptId();
      process.kill(own.pid(), 'SIGSTOP');
      try {
        expect(await present('cold', attemptId)).toMatchObject({ kind: 'undecided' });
      } finally {
        process.kill(own.pid(), 'SIGCONT');
      }
      await expect
        .poll(() => present('cold', attemptId), { timeout: 30_000 })
        .toMatchObject({ kind: 'decided', words: { verdict: 'admitted' } });
    } finally {
      await pool.close();
      await frozen.connection.end();
      await own.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

describe('ten thousand faulty attempts', () => {
  test(
    'leave no connection behind, neither in the pool nor on the server',
    { timeout: 600_000 },
    async () => {
      const [server] = inject('databaseServers');
      if (server === undefined) throw new Error('no database server');
      const concert = await createScratchConcert(server);
      const proxy = await startFaultProxy({ host: '127.0.0.1', port: Number(new URL(server.url).port) });
      const pool = openSessionPool({ url: proxy.through(concert.url), log: silentLog });
      const faultyAttempts = 10_000;
      try {
        await concert.addPurchases([{ code: 'bad' }, { code: 'lender' }]);
        await concert.connection.query("SET SESSION sql_mode = ''");
        await concert.connection.query("UPDATE ticket_purchases SET status = 'eaten' WHERE qr_code = 'bad'");
        const lentId = newAttemptId();
        const present = (
          code: string,
          options: { attemptId?: string; deadlineMs?: number } = {},
        ): Promise<Decision> =>
          decide(
            pool,
            {
              attemptId: options.attemptId ?? newAttemptId(),
              codeDigest: createHash('sha256').update(code).digest(),
              doorTime: new Date(),
              concertId: concert.concertId,
              gateId: 'G1',
              operator: '',
            },
            { deadline: deadlineIn(options.deadlineMs ?? 10_000), log: silentLog },
          );
        await present('lender', { attemptId: lentId });

        let cuts = 0;
        /** Each kind of fault, and what it must come to. */
        const kinds: readonly (() => Promise<Decision>)[] = [
          () => ((cuts += 1), present('unknown')),
          () => present('bad'),
          () => present('lender', { deadlineMs: 1 }),
          () => present('another code', { attemptId: lentId }),
          () => ((cuts += 1), present('lender')),
        ];
        proxy.onClientData = (text) => {
          if (cuts === 0 || !/for update|COMMIT/u.test(text)) return 'pass';
          cuts -= 1;
          return cuts % 2 === 0 ? 'cut-before-sending' : 'cut-after-sending';
        };
        let tried = 0;
        // Four volunteers at one pool: it is used to its limit, too.
        await Promise.all(
          Array.from({ length: 4 }, async () => {
            while (tried < faultyAttempts) await kinds[tried++ % kinds.length]?.();
          }),
        );
        proxy.onClientData = () => 'pass';

        expect(tried).toBeGreaterThanOrEqual(faultyAttempts);
        expect(proxy.faults).toBeGreaterThan(faultyAttempts / 4);
        expect(await present('unknown')).toMatchObject({
          kind: 'decided',
          words: { verdict: 'unknown-code' },
        });
        expect(pool.openConnections()).toBeLessThanOrEqual(4);
        const onServer = (): Promise<number> =>
          concert.count('SELECT COUNT(*) n FROM information_schema.processlist WHERE db = DATABASE()');
        // The test's own connection is one of them.
        await expect.poll(onServer, { timeout: 10_000 }).toBeLessThanOrEqual(pool.openConnections() + 1);
      } finally {
        await pool.close();
        await proxy.close();
        await concert.drop();
      }
    },
  );
});
