import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { type Connection, createConnection } from 'mysql2/promise';
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest';
import type { CheckLine } from '#shared/system-check.ts';
import { openSessionPool, type SessionPool } from '#main/database/session-pool.ts';
import { PROGRAM_VERSION } from '#main/gate/program-version.ts';
import { startFaultProxy } from '../../../../tools/faults/fault-proxy.ts';
import { type PrivateServer, startPrivateServer } from '../../../../tools/practice/server.ts';
import { TRANSACTIONS_POLL_MS } from '../../../../tools/practice/lock-wait.ts';
import { roomyFolder } from '../../../../tools/practice/roomy-folder.ts';
import { createScratchConcert, type ScratchConcert } from '../../../../tools/practice/scratch-concert.ts';
import { createScratchDatabase } from '../../../../tools/practice/scratch-database.ts';
import { silentLog } from '../../../../tools/practice/silent-log.ts';
import { rowLockWaitsCheck } from './lock-history.ts';
import { findOpenTransactions } from './long-transactions.ts';
import { rowLockLatencyCheck } from './row-lock-latency.ts';
import { checkSystem } from './system-check.ts';

const GATES = Array.from({ length: 10 }, (_, at) => `G${at + 1}`);
/** What these say depends on this computer: their judgements are tried in their own tests. */
const OF_THIS_COMPUTER: ReadonlySet<string> = new Set(['row-lock-latency', 'server-disk']);
const COMMAND = path.join(import.meta.dirname, '../../../cli/admit-one.ts');

// A server of its own: what is wrong with it must be this test's doing, and the others must not suffer it.
describe.each(inject('databaseServers'))(
  'the system check on $kind $version',
  ({ kind, version, program }) => {
    let folder: string;
    let server: PrivateServer;
    let concert: ScratchConcert;
    let pool: SessionPool;
    const pools: SessionPool[] = [];
    const connections: Connection[] = [];

    beforeAll(async () => {
      folder = await mkdtemp(path.join(await roomyFolder(), 'admit-one-check-'));
      const ownZone = process.env['TZ'];
      // A server that lives by another clock than UTC's: ages must not be off by hours.
      process.env['TZ'] = 'Asia/Tokyo';
      try {
        server = await startPrivateServer({
          server: { kind, version, path: program },
          folder: path.join(folder, 'server'),
          isTemporary: true,
          options: ['--log-bin', '--server-id=1', '--sync-binlog=1'],
        });
      } finally {
        if (ownZone === undefined) delete process.env['TZ'];
        else process.env['TZ'] = ownZone;
      }
      concert = await createScratchConcert(server);
      await makeWell();
      pool = poolOf(concert.adminUrl);
    });
    // Also after a test that failed: what it holds must not fail the next.
    afterEach(async () => {
      const ended = connections.splice(0).map(async (connection) => {
        await connection.query('ROLLBACK');
        connection.destroy();
      });
      await Promise.all(ended);
    });
    afterAll(async () => {
      await Promise.all(pools.map((each) => each.close()));
      await concert.drop();
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    });

    function poolOf(url: string): SessionPool {
      const made = openSessionPool({ url, log: silentLog });
      pools.push(made);
      return made;
    }

    async function connect(): Promise<Connection> {
      const connection = await createConnection(concert.adminUrl);
      connections.push(connection);
      return connection;
    }

    /** A database as it should be an hour before the doors open. */
    async function makeWell(): Promise<void> {
      await concert.addPurchases([
        ...Array.from({ length: 60 }, (_, at) => ({ code: `TICKET-${at}-OF-TONIGHT` })),
        ...Array.from({ length: 5 }, (_, at) => ({ code: `WALK-IN-${at}`, isWalkIn: true })),
        { code: 'TICKET-CANCELLED', status: 'cancelled' },
      ]);
      await sql(
        'UPDATE concerts SET entry_opens_at = UTC_TIMESTAMP() + INTERVAL 1 HOUR, entry_closes_at = UTC_TIMESTAMP() + INTERVAL 5 HOUR WHERE id = ?',
        [concert.concertId],
      );
      await sql(
        "INSERT INTO backups (taken_at, host, file, bytes, sha256) VALUES (UTC_TIMESTAMP(3) - INTERVAL 1 HOUR, 'office', '/backups/one.sql.gz', 90000, ?)",
        ['0'.repeat(64)],
      );
      for (const gateId of GATES) {
        // Heard of in a while from now, so that it is not silent by the time that a slow computer looks.
        await sql(
          `INSERT INTO gate_states (gate_id, seen_at, program_version, clock_offset_ms, clock_uncertainty_ms, snapshot_age_ms,
           is_snapshot_complete, camera, power, free_disk_bytes, common_settings)
         VALUES (?, NOW(3) + INTERVAL 1 HOUR, ?, 15, 4, 2000, 1, 'reading', 'mains', 50000000000, '{"operator":"","screen":{"admittedMs":1500}}')`,
          [gateId, PROGRAM_VERSION],
        );
      }
      await sql('ANALYZE TABLE ticket_purchases');
    }

    async function sql(statement: string, values: readonly unknown[] = []): Promise<void> {
      await concert.connection.query(statement, [...values]);
    }

    async function check(
      options: Partial<Parameters<typeof checkSystem>[0]> = {},
    ): Promise<ReadonlyMap<string, CheckLine>> {
      const lines = await checkSystem({ pool, isPractice: false, concertId: null, ...options });
      return new Map(lines.map((line) => [line.id, line]));
    }

    /** The lines that are not green. */
    async function trouble(
      options: Partial<Parameters<typeof checkSystem>[0]> = {},
    ): Promise<Readonly<Record<string, string>>> {
      const lines = [...(await check(options)).values()];
      return Object.fromEntries(
        lines
          .filter(({ id, level }) => level !== 'green' && !OF_THIS_COMPUTER.has(id))
          .map(({ id, level, finding }) => [id, `${level}: ${finding}`]),
      );
    }

    /** Makes something wrong, looks, and puts it right again. */
    async function whileWrong<T>(
      wrong: readonly string[],
      right: readonly string[],
      look: () => Promise<T>,
    ): Promise<T> {
      try {
        for (const statement of wrong) await sql(statement);
        return await look();
      } finally {
        for (const statement of right) await sql(statement);
      }
    }

    test('is green in every line on a well-kept database, and tells each as soon as it is known', async () => {
      const told: string[] = [];
      const lines = await check({ onLine: ({ id }) => told.push(id) });
      expect(await trouble()).toEqual({});
      expect(told).toEqual([...lines.keys()]);
      expect(lines.get('row-lock-latency')?.finding).toMatch(/\(\d+ row-locked transactions, rolled back\)/u);
      expect(lines.get('server-disk')?.finding).toMatch(/B free beside .*B of tables/u);
      // Nothing of a trial is left behind.
      expect(await concert.count("SELECT COUNT(*) AS n FROM ticket_purchases WHERE status = 'used'")).toBe(0);
      expect(await concert.count('SELECT COUNT(*) AS n FROM scan_attempts')).toBe(0);
    });

    test.each<[string, readonly string[], readonly string[], Readonly<Record<string, unknown>>]>([
      [
        'too few connections, in red',
        ['SET GLOBAL max_connections = 50'],
        ['SET GLOBAL max_connections = 400'],
        { connections: expect.stringMatching(/^red: \d+ used of 50; 10 gates will want 60/u) },
      ],
      [
        'a commit that is not on the disk',
        ['SET GLOBAL innodb_flush_log_at_trx_commit = 2', 'SET GLOBAL sync_binlog = 0'],
        ['SET GLOBAL innodb_flush_log_at_trx_commit = 1', 'SET GLOBAL sync_binlog = 1'],
        { durability: expect.stringContaining('innodb_flush_log_at_trx_commit is 2, sync_binlog is 0') },
      ],
      [
        'a migration that is missing',
        ['UPDATE __drizzle_migrations SET created_at = created_at + 1 ORDER BY id DESC LIMIT 1'],
        ['UPDATE __drizzle_migrations SET created_at = created_at - 1 ORDER BY id DESC LIMIT 1'],
        { 'migrations-current': expect.stringContaining('red: A newer version') },
      ],
      [
        'a database without an identity',
        ['CREATE TABLE kept_identity SELECT * FROM database_identity', 'DELETE FROM database_identity'],
        ['INSERT INTO database_identity SELECT * FROM kept_identity', 'DROP TABLE kept_identity'],
        { identity: expect.stringContaining('amber: It has none') },
      ],
      [
        'one of the seed’s indexes that is missing',
        ['DROP INDEX ticket_purchases_walk_in_status_index ON ticket_purchases'],
        [
          'CREATE INDEX ticket_purchases_walk_in_status_index ON ticket_purchases (is_walk_in, is_sold, status)',
        ],
        {
          'indexes-present':
            'amber: 1 of 16 not as they must be: ticket_purchases_walk_in_status_index is missing.',
        },
      ],
      [
        'an index that is switched off, and the way to a ticket that comes of it',
        [
          `ALTER TABLE ticket_purchases ALTER INDEX ticket_purchases_qr_code_digest_unique ${kind === 'mysql' ? 'INVISIBLE' : 'IGNORED'}`,
        ],
        [
          `ALTER TABLE ticket_purchases ALTER INDEX ticket_purchases_qr_code_digest_unique ${kind === 'mysql' ? 'VISIBLE' : 'NOT IGNORED'}`,
        ],
        {
          'indexes-present': expect.stringContaining('red: 1 of 16 not as they must be'),
          'index-used': expect.stringContaining('reading the whole table'),
        },
      ],
      [
        'a backup of the day before yesterday',
        ['UPDATE backups SET taken_at = taken_at - INTERVAL 40 HOUR'],
        ['UPDATE backups SET taken_at = taken_at + INTERVAL 40 HOUR'],
        { 'backup-age': expect.stringMatching(/^amber: 41 h \d+ min old/u) },
      ],
      [
        'a database that nobody ever backed up',
        ['CREATE TABLE kept_backups SELECT * FROM backups', 'DELETE FROM backups'],
        ['INSERT INTO backups SELECT * FROM kept_backups', 'DROP TABLE kept_backups'],
        { 'backup-age': 'red: There is none.' },
      ],
      [
        'a concert that is over',
        [
          "UPDATE concerts SET entry_opens_at = entry_opens_at - INTERVAL 10 HOUR, entry_closes_at = entry_closes_at - INTERVAL 10 HOUR WHERE title = 'Tonight'",
        ],
        [
          "UPDATE concerts SET entry_opens_at = entry_opens_at + INTERVAL 10 HOUR, entry_closes_at = entry_closes_at + INTERVAL 10 HOUR WHERE title = 'Tonight'",
        ],
        { concert: expect.stringContaining('it has closed') },
      ],
      [
        'tickets that are used before entry opens',
        ["UPDATE ticket_purchases SET status = 'used' WHERE qr_code = 'TICKET-1-OF-TONIGHT'"],
        ["UPDATE ticket_purchases SET status = 'valid' WHERE qr_code = 'TICKET-1-OF-TONIGHT'"],
        { 'ticket-counts': expect.stringContaining('1 used already. But entry has not opened yet.') },
      ],
      [
        'a ticket purchase in a status that nobody knows, in red',
        [
          "ALTER TABLE ticket_purchases MODIFY status varchar(20) NOT NULL DEFAULT 'valid'",
          "UPDATE ticket_purchases SET status = 'refunded' WHERE qr_code = 'TICKET-1-OF-TONIGHT'",
        ],
        [
          "UPDATE ticket_purchases SET status = 'valid' WHERE qr_code = 'TICKET-1-OF-TONIGHT'",
          "ALTER TABLE ticket_purchases MODIFY status enum('valid', 'used', 'cancelled') NOT NULL DEFAULT 'valid'",
        ],
        { 'ticket-counts': expect.stringMatching(/^red: .* ticket purchase \d+ for example\.$/u) },
      ],
      [
        'a ticket purchase whose ticket is gone',
        [
          'SET foreign_key_checks = 0',
          "UPDATE ticket_purchases SET ticket_id = ticket_id + 4711 WHERE qr_code = 'TICKET-1-OF-TONIGHT'",
        ],
        [
          "UPDATE ticket_purchases SET ticket_id = ticket_id - 4711 WHERE qr_code = 'TICKET-1-OF-TONIGHT'",
          'SET foreign_key_checks = 1',
        ],
        { 'purchases-without-ticket': expect.stringContaining('amber: 1 ticket purchase of a ticket') },
      ],
      [
        'walk-ins that are all sold',
        ['UPDATE ticket_purchases SET is_sold = 1 WHERE is_walk_in = 1'],
        ['UPDATE ticket_purchases SET is_sold = 0 WHERE is_walk_in = 1'],
        { 'walk-ins': 'amber: 5 walk-ins printed, 5 sold, 0 left to sell.' },
      ],
      [
        'many tickets without a holder',
        ['UPDATE ticket_purchases SET student_id = NULL WHERE is_walk_in = 0'],
        ['UPDATE ticket_purchases SET student_id = (SELECT MIN(id) FROM students) WHERE is_walk_in = 0'],
        { 'purchases-without-holder': expect.stringContaining('amber: 60 of 60 tickets') },
      ],
      [
        'codes that are long, alike, or cannot be',
        [
          `UPDATE ticket_purchases SET qr_code = CONCAT('LONG', REPEAT('x', 200)) WHERE qr_code = 'TICKET-1-OF-TONIGHT'`,
          "UPDATE ticket_purchases SET qr_code = 'ticket-3-of-tonight' WHERE qr_code = 'TICKET-2-OF-TONIGHT'",
          "UPDATE ticket_purchases SET qr_code = NULL WHERE qr_code = 'TICKET-4-OF-TONIGHT'",
        ],
        [
          `UPDATE ticket_purchases SET qr_code = 'TICKET-1-OF-TONIGHT' WHERE qr_code LIKE 'LONG%'`,
          "UPDATE ticket_purchases SET qr_code = 'TICKET-2-OF-TONIGHT' WHERE qr_code = BINARY 'ticket-3-of-tonight'",
          "UPDATE ticket_purchases SET qr_code = 'TICKET-4-OF-TONIGHT' WHERE qr_code IS NULL",
        ],
        {
          'hard-codes': expect.stringContaining('amber: 1 of 64 codes'),
          'duplicate-codes': expect.stringContaining('amber: 1 code that differ'),
          'malformed-codes': expect.stringContaining('red: 1 ticket without a code'),
        },
      ],
      [
        'gates that are not as the others',
        [
          "UPDATE gate_states SET program_version = '0.0.1', seen_at = seen_at WHERE gate_id = 'G3'",
          'UPDATE gate_states SET common_settings = \'{"operator":"","screen":{"admittedMs":900}}\', seen_at = seen_at WHERE gate_id = \'G4\'',
          "UPDATE gate_states SET is_snapshot_complete = 0, seen_at = seen_at WHERE gate_id = 'G5'",
          "UPDATE gate_states SET clock_offset_ms = -90000, seen_at = seen_at WHERE gate_id = 'G6'",
          "UPDATE gate_states SET id_shared_at = UTC_TIMESTAMP(3) + INTERVAL 1 HOUR, seen_at = seen_at WHERE gate_id = 'G9'",
          "UPDATE gate_states SET power = 'battery', camera = 'failed', seen_at = seen_at WHERE gate_id = 'G7'",
          "UPDATE gate_states SET pending_lines = 7, seen_at = seen_at WHERE gate_id = 'G8'",
          "UPDATE gate_states SET seen_at = NOW(3) - INTERVAL 200 SECOND WHERE gate_id = 'G10'",
        ],
        [
          `UPDATE gate_states SET program_version = '${PROGRAM_VERSION}', is_snapshot_complete = 1, clock_offset_ms = 15, power = 'mains',
           camera = 'reading', pending_lines = 0, id_shared_at = NULL, common_settings = '{"operator":"","screen":{"admittedMs":1500}}',
           seen_at = NOW(3) + INTERVAL 1 HOUR`,
        ],
        {
          'gates-heard': expect.stringMatching(/^amber: 9 of 10 are on: .* Not on: G10 \(silent for 3 min/u),
          'gate-ids': 'red: Two laptops run under one id: G9.',
          'gate-versions': expect.stringContaining('0.0.1 on G3'),
          'gate-settings': expect.stringMatching(/screen\.admittedMs: 1500 on .*, 900 on G4/u),
          'snapshot-ages': 'amber: Not complete on G5.',
          'gates-clock': 'amber: G6 is 1 min 30 s ahead.',
          'gate-laptops': 'amber: The camera of G7 gives no picture, G7 is on its battery.',
          'pending-lines': 'amber: Lines wait at G8 (7).',
        },
      ],
      [
        'a line that was set aside and a conflict that is open',
        [
          "INSERT INTO set_aside_lines (emergency_log_id, emergency_log_sequence, gate_id, reason, line) VALUES (UUID(), 1, 'G1', 'database-refused', '{}')",
          "INSERT INTO conflicts (ticket_purchase_id, concert_id) SELECT 1, id FROM concerts WHERE title = 'Tonight'",
        ],
        ['DELETE FROM set_aside_lines', 'DELETE FROM conflicts'],
        {
          'set-aside-lines': 'amber: 1 line that could not go in, of G1 (1).',
          'open-conflicts': expect.stringContaining('amber: 1 conflict open'),
        },
      ],
    ])('finds %s, and nothing else', async (_what, wrong, right, expected) => {
      expect(await whileWrong(wrong, right, trouble)).toEqual(expected);
      expect(await trouble()).toEqual({});
    });

    test('says once that tables are missing, and looks at everything else', async () => {
      const newest = 'SELECT MAX(created_at) AS n FROM __drizzle_migrations';
      const createdAt = await concert.count(newest);
      const found = await whileWrong(
        [`DELETE FROM __drizzle_migrations WHERE created_at = ${createdAt}`],
        [`INSERT INTO __drizzle_migrations (hash, created_at) VALUES ('', ${createdAt})`],
        check,
      );
      expect(found.get('migrations-current')).toMatchObject({
        level: 'red',
        finding: expect.stringMatching(/^Not migrated: \d{4}_\w+\.$/u),
      });
      expect([...found.values()].filter(({ level }) => level === 'red')).toHaveLength(1);
      expect(found.has('indexes-present')).toBe(false);
      expect(found.has('gates-heard')).toBe(true);

      const empty = await createScratchDatabase(server);
      const emptyPool = poolOf(empty.adminUrl);
      const nothing = await trouble({ pool: emptyPool });
      await emptyPool.close();
      await empty.drop();
      expect(nothing).toMatchObject({ 'migrations-current': expect.stringContaining('0000_') });
      expect(Object.keys(nothing)).toEqual(['migrations-current']);
    });

    test('finds a binary log that takes no admission, and says so of the admission too', async () => {
      const found = await whileWrong(
        ["SET GLOBAL binlog_format = 'STATEMENT'"],
        ["SET GLOBAL binlog_format = 'ROW'"],
        // A session has what was set before it began.
        () => check({ pool: poolOf(concert.adminUrl) }),
      );
      expect(found.get('isolation')).toMatchObject({
        level: 'red',
        finding: expect.stringContaining('1665'),
      });
      expect(found.get('row-lock-latency')).not.toMatchObject({ level: 'green' });
    });

    test('finds a server that is read-only by trying to admit', async () => {
      const found = await whileWrong(['SET GLOBAL read_only = 1'], ['SET GLOBAL read_only = 0'], () =>
        check({ pool: poolOf(concert.url) }),
      );
      expect(found.get('row-lock-latency')).toMatchObject({
        level: 'red',
        finding: 'An admission cannot be written: The database is read-only.',
      });
    });

    test('finds a laptop whose clock is an hour off', async () => {
      const found = await trouble({ now: () => new Date(Date.now() + 65 * 60_000) });
      expect(found).toEqual({ 'clock-offset': expect.stringMatching(/^red: .* 1 h \d min ahead of/u) });
    });

    test('says which GRANT lets a gate’s user see what it may not, and looks at the rest', async () => {
      const found = await check({ pool: poolOf(concert.url) });
      const advice = "Have an administrator run: GRANT PROCESS ON *.* TO 'admit_one'@'127.0.0.1';";
      expect(found.get('long-transactions')).toMatchObject({ level: 'amber', advice });
      expect(found.get('deadlocks')).toMatchObject(
        kind === 'mysql' ? { level: 'amber', advice } : { level: 'green' },
      );
      expect(found.get('open-conflicts')).toMatchObject({ level: 'green' });
    });

    test('finds row locks that somebody waits for now, who holds one for long, and a deadlock', async () => {
      const [holder, waiter] = [await connect(), await connect()];
      await holder.query('BEGIN');
      await holder.query("SELECT id FROM ticket_purchases WHERE qr_code = 'WALK-IN-0' FOR UPDATE");
      await holder.query("SELECT id FROM ticket_purchases WHERE qr_code = 'TICKET-1-OF-TONIGHT' FOR UPDATE");
      await waiter.query('BEGIN');
      await waiter.query("SELECT id FROM ticket_purchases WHERE qr_code = 'TICKET-2-OF-TONIGHT' FOR UPDATE");
      const waiting = waiter.query(
        "SELECT id FROM ticket_purchases WHERE qr_code = 'TICKET-1-OF-TONIGHT' FOR UPDATE",
      );
      waiting.catch(() => undefined);
      const around = { pool, isPractice: false, concertId: null, gatesWanted: 10, now: () => new Date() };
      await expect
        .poll(async () => (await rowLockWaitsCheck.look(around))[0])
        .toMatchObject({ level: 'amber', finding: expect.stringMatching(/^1 now/u) });
      await expect
        .poll(() => findOpenTransactions(pool, 1), { interval: TRANSACTIONS_POLL_MS })
        .toContainEqual({
          threadId: holder.threadId,
          account: expect.stringMatching(/^admit_one_admin@127\.0\.0\.1/u),
          ageS: expect.toSatisfy((ageS: number) => ageS >= 1 && ageS < 1_000),
          lockedRows: expect.toSatisfy((rows: number) => rows >= 2),
        });
      expect((await rowLockLatencyCheck.look(around))[0]).toMatchObject({
        level: 'red',
        finding: 'The ticket that was tried is held by somebody else.',
      });
      // One of the two is undone by the server.
      await Promise.allSettled([
        waiting,
        holder.query("SELECT id FROM ticket_purchases WHERE qr_code = 'TICKET-2-OF-TONIGHT' FOR UPDATE"),
      ]);
      expect((await check()).get('deadlocks')).toMatchObject({
        level: 'amber',
        finding: expect.stringMatching(/^1 deadlock since/u),
      });
    });

    test('ends with the database’s error when the server is there but answers nothing more', async () => {
      const proxy = await startFaultProxy({ host: '127.0.0.1', port: server.port });
      try {
        let trips = 0;
        proxy.onClientData = (text) => {
          if (text.includes('max_connections')) trips += 1;
          return trips > 0 ? 'freeze' : 'pass';
        };
        await expect(check({ pool: poolOf(proxy.through(concert.adminUrl)) })).rejects.toThrow(
          /took longer|ETIMEDOUT/u,
        );
      } finally {
        await proxy.close();
      }
    });

    test('the command prints the lines in groups and ends with 2 for red, 0 for amber and 1 when it could not look', async () => {
      const home = path.join(folder, 'home');
      const run = (url: string, ...words: string[]) =>
        new Promise<{ exitCode: number | null; output: string; complaint: string }>((resolve) => {
          const child = execFile(
            process.execPath,
            [COMMAND, 'check', ...words],
            { env: { ...process.env, ADMIT_ONE_HOME: home, ADMIT_ONE_DATABASE_URL: url } },
            (_error, output, complaint) => resolve({ exitCode: child.exitCode, output, complaint }),
          );
        });
      const [amber, red, away] = await Promise.all([
        run(concert.url, '--json'),
        run(concert.url, '--gates', '200'),
        run('mysql://nobody:wrong@127.0.0.1:9/none'),
      ]);
      expect(amber.complaint).toBe('');
      const { worst, counts, lines } = JSON.parse(amber.output) as {
        worst: string;
        counts: Record<string, number>;
        lines: readonly CheckLine[];
      };
      const reds = lines.filter(({ level }) => level === 'red');
      expect(reds.filter(({ id }) => !OF_THIS_COMPUTER.has(id))).toEqual([]);
      expect({ worst, red: counts['red'], exitCode: amber.exitCode }).toEqual(
        reds.length === 0
          ? { worst: 'amber', red: 0, exitCode: 0 }
          : { worst: 'red', red: reds.length, exitCode: 2 },
      );
      expect(lines.find(({ id }) => id === 'gates-heard')).toMatchObject({ level: 'green', advice: null });
      expect(red.exitCode).toBe(2);
      expect(red.output).toMatch(/\nThe gates\n {2}! Gates: 10 of 200 are on: .*\n {6}→ /u);
      expect(red.output).toMatch(/ {2}✗ Connections: .*\n[^]*Do not open the doors like this\.\n$/u);
      expect(away).toMatchObject({ exitCode: 1, complaint: expect.stringContaining('cannot be reached') });
    });
  },
);
