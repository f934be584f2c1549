import { execFile } from 'node:child_process';
import { mkdtemp, rm, stat, truncate, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { type FaultProxy, startFaultProxy } from '../../tools/faults/fault-proxy.ts';
import { createScratchConcert, type ScratchConcert } from '../../tools/practice/scratch-concert.ts';
import { silentLog } from '../../tools/practice/silent-log.ts';
import { createLocalTime } from '#shared/local-time.ts';
import { openSessionPool } from '#main/database/session-pool.ts';
import { readLogs } from '#main/emergency/log/read-logs.ts';
import { writeLogFile } from '#main/emergency/replay/fixtures/log-file.ts';
import { testLog } from '#main/emergency/replay/fixtures/log-lines.ts';
import { forgetAll, rowsOf } from '#main/emergency/replay/fixtures/rows.ts';
import type { ReplayResult } from '#main/emergency/replay/outcome.ts';
import { replayLines } from '#main/emergency/replay/replay-lines.ts';

/** The command's own: nobody waits at a door for it. */
const LIMITS = { connections: 2, queue: 4, connectMs: 5_000, statementMs: 10_000 };

/** Every run starts a program, and a busy machine takes seconds for that. */
describe.each(inject('databaseServers'))(
  'the command line on $kind $version',
  { timeout: 300_000 },
  (server) => {
    let concert: ScratchConcert;
    let proxy: FaultProxy;
    let folder: string;
    /** Where Node keeps what it compiled for the runs that follow. */
    let compiled: string;
    beforeAll(async () => {
      compiled = await mkdtemp(path.join(os.tmpdir(), 'admit-one-compiled-'));
    });
    afterAll(() => rm(compiled, { recursive: true, force: true }));
    beforeEach(async () => {
      concert = await createScratchConcert(server);
      proxy = await startFaultProxy({ host: '127.0.0.1', port: Number(new URL(concert.url).port) });
      folder = await mkdtemp(path.join(os.tmpdir(), 'admit-one-replay-'));
    });
    afterEach(async () => {
      await proxy.close();
      await concert.drop();
      await rm(folder, { recursive: true, force: true });
    });

    type Ended = { readonly exitCode: number | null; readonly output: string; readonly complaint: string };

    /** Runs `admit-one`; `onStart` is given the way to kill it. */
    function run(words: readonly string[], onStart?: (kill: () => void) => void): Promise<Ended> {
      return new Promise((resolve) => {
        const child = execFile(
          process.execPath,
          [path.join(import.meta.dirname, 'admit-one.ts'), ...words],
          {
            env: {
              ...process.env,
              NODE_COMPILE_CACHE: compiled,
              ADMIT_ONE_HOME: folder,
              ADMIT_ONE_DATABASE_URL: proxy.through(concert.url),
            },
          },
          (_error, output, complaint) => resolve({ exitCode: child.exitCode, output, complaint }),
        );
        onStart?.(() => child.kill('SIGKILL'));
      });
    }

    async function writeNight(): Promise<string[]> {
      const codes = Array.from({ length: 450 }, (_, at) => `night ${at}`);
      await concert.addPurchases(codes.map((code) => ({ code })));
      const logs = [testLog('G1', concert.concertId), testLog('G2', concert.concertId)];
      for (const [at, code] of codes.entries()) {
        logs[at % 2]?.attempt(code);
        if (at % 50 === 0) logs[(at + 1) % 2]?.attempt(code, { doorTime: '2026-12-18T19:30:00.000Z' });
      }
      return await Promise.all(logs.map((log) => writeLogFile(folder, log)));
    }

    /** What the command does once it has started, without starting a program for it. */
    async function replayHere(files: readonly string[]): Promise<ReplayResult> {
      const pool = openSessionPool({ url: concert.url, log: silentLog, limits: LIMITS });
      try {
        const lines = (await readLogs(files)).flatMap((reading) => reading.lines);
        return await replayLines(pool, lines, { log: silentLog });
      } finally {
        await pool.close();
      }
    }

    test('a replay that is killed at any moment is harmless: run again, it ends in the same rows', async () => {
      const files = await writeNight();
      const whole = await run(['log', 'replay', ...files, '--json']);
      expect(whole).toMatchObject({ exitCode: 0, complaint: '' });
      expect(JSON.parse(whole.output)).toMatchObject({
        lines: 459,
        inserted: 450,
        conflicts: 9,
        pending: 0,
        setAside: [],
        faults: [],
      });
      const undisturbed = await rowsOf(concert.connection);
      let kills = 0;
      for (const moment of ['for update', 'COMMIT']) {
        for (let nth = 1; nth <= 3; nth += 1) {
          await forgetAll(concert.connection);
          await run(['log', 'replay', ...files], (kill) => {
            let seen = 0;
            proxy.onClientData = (text) => {
              if (!text.includes(moment)) return 'pass';
              seen += 1;
              if (seen === nth) {
                kill();
                kills += 1;
              }
              return 'pass';
            };
          });
          proxy.onClientData = () => 'pass';
          // Once for each kind of moment by the command itself: a program takes longer to start than its work does.
          if (nth === 1) {
            const again = await run(['log', 'replay', ...files.toReversed()]);
            expect(again).toMatchObject({ exitCode: 0 });
          } else {
            expect(await replayHere(files.toReversed())).toMatchObject({ pending: [], stoppedBy: null });
          }
          expect(await rowsOf(concert.connection)).toEqual(undisturbed);
        }
      }
      expect(kills).toBe(6);
    });

    test('conflicts are listed with both sides and closed by a name with a reason', async () => {
      const files = await writeNight();
      expect((await run(['log', 'replay', ...files])).output).toContain(
        '9 went in and met another admission',
      );
      const listed = await run(['conflicts', 'list']);
      expect(listed.output).toMatch(/was admitted 2 times \(version 0\)\n.*G1.*\n.*G2/u);
      const [first] = JSON.parse((await run(['conflicts', 'list', '--json'])).output) as {
        conflictId: number;
      }[];
      const id = String(first?.conflictId);
      expect(await run(['conflicts', 'close', id, '--by', 'Ada'])).toMatchObject({ exitCode: 1 });
      expect(
        await run(['conflicts', 'close', id, '--by', 'Ada', '--why', 'Twins', '--seen', '7']),
      ).toMatchObject({ exitCode: 1, complaint: expect.stringContaining('has changed') });
      expect(
        await run(['conflicts', 'close', id, '--by', 'Ada', '--why', 'Twins', '--seen', '0']),
      ).toMatchObject({ exitCode: 0, output: `Conflict ${id} is closed.\n` });
      expect(await run(['conflicts', 'close', id, '--by', 'Ada', '--why', 'Twins'])).toMatchObject({
        exitCode: 1,
        complaint: expect.stringContaining(`No conflict ${id} is open`),
      });
      expect((await run(['conflicts', 'list', '--all'])).output).toMatch(/Closed: .* Ada: Twins/u);
    });

    test('a file that is no log and a log with a fault are named, and the exit code says so', async () => {
      const files = await writeNight();
      const [damaged = ''] = files;
      await truncate(damaged, (await stat(damaged)).size - 10);
      const missing = path.join(folder, 'G9-concert-1-part-1.jsonl');
      const ended = await run(['log', 'replay', ...files, missing]);
      expect(ended.exitCode).toBe(2);
      expect(ended.complaint).toContain('G9-concert-1-part-1.jsonl');
      expect(ended.output).toContain('went in');
    });

    test('a folder without a log, and one of a gate that never was on its own, are told with what to do', async () => {
      const empty = await mkdtemp(path.join(folder, 'stick-'));
      const wrong = await run(['log', 'replay', empty]);
      expect(wrong).toMatchObject({ exitCode: 1, output: '' });
      expect(wrong.complaint).toBe(
        `admit-one: There is no emergency log in ${empty}, nor in the folders below it. Leave the folder of a gate out that never was on its own.\n` +
          'admit-one: Nothing was put in, because there is no line to read. Name the folder that “Take away” wrote at each gate, or “emergency-log” in a laptop’s user data folder.\n',
      );
      await writeFile(path.join(empty, 'G1.lock'), '');
      expect(await run(['log', 'replay', empty])).toEqual({
        exitCode: 0,
        output: 'Nothing has to be put in: none of these gates was ever on its own.\n',
        complaint: '',
      });
    });

    test('the concerts are listed with their entry times as this computer’s clock shows them', async () => {
      const opensAt = new Date('2026-12-18T18:30:00.000Z');
      await concert.connection.query('UPDATE concerts SET entry_opens_at = ? WHERE id = ?', [
        opensAt,
        concert.concertId,
      ]);
      const { output } = await run(['concert', 'list']);
      expect(output).toContain(`(entry from ${createLocalTime()(opensAt)})`);
      expect(output).not.toMatch(/T\d\d:\d\d/u);
    });

    test('a log that was written for another database is refused, unless the person insists', async () => {
      await concert.addPurchases([{ code: 'rehearsed' }, { code: 'real' }]);
      const [rows] = await concert.connection.query('SELECT uuid FROM database_identity');
      const [{ uuid }] = rows as [{ uuid: string }];
      const [real, rehearsed] = [testLog('G1', concert.concertId), testLog('G2', concert.concertId)];
      real.attempt('real');
      rehearsed.attempt('rehearsed');
      const mine = await writeLogFile(folder, real, uuid);
      const other = await writeLogFile(folder, rehearsed, '00000000-0000-0000-0000-000000000000');
      const used = () => concert.count("SELECT COUNT(*) n FROM ticket_purchases WHERE status = 'used'");
      const refused = await run(['log', 'replay', mine, other]);
      expect(refused.exitCode).toBe(1);
      expect(refused.complaint).toContain(
        `Nothing was put in. What is in ${other} was decided for another database`,
      );
      expect(await used()).toBe(0);
      expect(await run(['log', 'replay', mine])).toMatchObject({ exitCode: 0 });
      expect(await used()).toBe(1);
      expect(await run(['log', 'replay', mine, other, '--other-database'])).toMatchObject({ exitCode: 0 });
      expect(await used()).toBe(2);
    });

    test('lines that were set aside are listed for every gate with what to do, until they have gone in', async () => {
      expect(await run(['log', 'set-aside'])).toMatchObject({
        exitCode: 0,
        output: 'No lines are set aside.\n',
      });
      await concert.addPurchases([{ code: 'void', status: 'cancelled' }]);
      const g1 = testLog('G1', concert.concertId);
      g1.attempt('void', { doorTime: '2026-12-18T19:30:00.000Z', codeEnding: 'void' });
      const g2 = testLog('G2', concert.concertId);
      g2.entry(null, { who: 'Anna Winter' });
      g2.attempt('no ticket at all', { isVerified: false });
      const files = await Promise.all([g1, g2].map((log) => writeLogFile(folder, log)));
      expect((await run(['log', 'replay', ...files])).output).toContain('“admit-one log set-aside”');
      const { exitCode, output, complaint } = await run(['log', 'set-aside']);
      expect([exitCode, complaint]).toEqual([0, '']);
      expect(output).toContain(
        `gate G1, line 1 of log ${g1.logId}, at the door ${createLocalTime()('2026-12-18T19:30:00.000Z')}`,
      );
      expect(output).toContain('code …void');
      expect(output).toContain('cancelled in the database, but the door let the guest in');
      expect(output).toContain(`admit-one log replay G1-concert-${concert.concertId}-part-*.jsonl`);
      expect(output).toContain('gate G2');
      const json = await run(['log', 'set-aside', '--json', '--gate', 'G1']);
      expect(JSON.parse(json.output)).toMatchObject([
        { gateId: 'G1', sequence: 1, reason: 'ticket-cancelled', doorTime: '2026-12-18T19:30:00.000Z' },
      ]);
      expect(json.output).not.toContain('sha256:');
      await concert.connection.query("UPDATE ticket_purchases SET status = 'valid' WHERE qr_code = 'void'");
      await run(['log', 'replay', ...files]);
      expect((await run(['log', 'set-aside', '--gate', 'G1'])).output).toBe('No lines are set aside.\n');
      expect((await run(['log', 'set-aside'])).output).toContain('gate G2');
    });

    test('a line that was looked into is closed by name and reason, once, and listed only when asked for', async () => {
      await concert.connection.query(
        `INSERT INTO set_aside_lines (emergency_log_id, emergency_log_sequence, gate_id, reason, line)
         VALUES (UUID(), 3, 'G1', 'attempt-id-reused', '{}')`,
      );
      const number = await concert.count('SELECT id n FROM set_aside_lines');
      const listed = await run(['log', 'set-aside']);
      expect(listed.output).toContain(`Number ${number}: gate G1, line 3 of log`);
      expect(listed.output).toContain('admit-one log set-aside close NUMBER --by NAME --why WORDS');
      const close = (why: string) =>
        run(['log', 'set-aside', 'close', String(number), '--by', 'Ada', '--why', why, '--json']);
      const closed = await close('the same\nguest');
      expect([closed.exitCode, closed.complaint]).toEqual([0, '']);
      expect(JSON.parse(closed.output)).toEqual({ setAsideId: number, outcome: 'closed' });
      expect(await close('once more')).toMatchObject({
        exitCode: 1,
        complaint: expect.stringContaining(`No line of the number ${number} is set aside`),
      });
      const all = (await run(['log', 'set-aside', '--all'])).output;
      expect(all).toMatch(/Closed: \S+Z Ada: the same guest\n$/u);
    });
  },
);
