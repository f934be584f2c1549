import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { createConnection, type RowDataPacket } from 'mysql2/promise';
import { v7 as newAttemptId } from 'uuid';
import { startFaultProxy } from '../faults/fault-proxy.ts';
import { identify } from '../practice/database-servers.ts';
import { createScratchConcert, type ScratchConcert } from '../practice/scratch-concert.ts';
import { startPrivateServer } from '../practice/server.ts';
import { type Moment, MOMENTS, startDeadlyNetwork } from './deadly-network.ts';
import { type GateProcess, startGateProcess } from './gate-process.ts';
import { type RaceAnswer, scanAll, tally, unevenGreens } from './race.ts';

/** `ADMIT_ONE_PROOF=full` runs the races at the size of the night; otherwise at a size that a laptop does in minutes. */
const IS_FULL = process.env['ADMIT_ONE_PROOF'] === 'full';
const CODES = IS_FULL ? 2_000 : 300;
const FAULT_CODES = IS_FULL ? 2_000 : 150;
const MANY_GATES = IS_FULL ? 50 : 20;

describe.each(inject('databaseServers'))(
  'exactly once on $kind $version',
  { timeout: 1_200_000 },
  (server) => {
    let concert: ScratchConcert;
    let folder: string;
    const running: GateProcess[] = [];

    beforeEach(async () => {
      concert = await createScratchConcert(server);
      folder = mkdtempSync(path.join(os.tmpdir(), 'admit-one-proof-'));
    });
    afterEach(async () => {
      for (const gate of running.splice(0)) gate.kill();
      await concert.drop();
      rmSync(folder, { recursive: true, force: true });
    });

    function startGate(
      gateId: string,
      databaseUrl = concert.url,
      settings?: Record<string, unknown>,
    ): GateProcess {
      const gate = startGateProcess({
        gateId,
        databaseUrl,
        folder: path.join(folder, gateId),
        ...(settings === undefined ? {} : { settings }),
      });
      running.push(gate);
      return gate;
    }

    async function addCodes(count: number, prefix: string): Promise<string[]> {
      const codes = Array.from({ length: count }, (_, at) => `${prefix}-${at}-${newAttemptId()}`);
      await concert.addPurchases(codes.map((code) => ({ code })));
      return codes;
    }

    async function isUsed(code: string): Promise<boolean> {
      const sql = "SELECT COUNT(*) n FROM ticket_purchases WHERE qr_code = ? AND status = 'used'";
      return (await concert.count(sql, [code])) === 1;
    }

    /** Each code: one green attempt on the screens, the same one in the database, and the purchase used. */
    async function expectBooksToBalance(
      answers: readonly RaceAnswer[],
      codes: readonly string[],
    ): Promise<void> {
      expect(unevenGreens(answers, codes)).toEqual({ doubled: [], lost: [] });
      const [rows] = await concert.connection.query<RowDataPacket[]>(
        `SELECT p.qr_code AS code, a.attempt_id AS attemptId FROM ticket_purchases p
       JOIN scan_attempts a ON a.ticket_purchase_id = p.id AND a.verdict = 'admitted' WHERE p.status = 'used'`,
      );
      const recorded = rows.map((row) => `${row['code']} ${row['attemptId']}`).toSorted();
      const shown = new Set(
        answers.flatMap(({ code, answer }) =>
          answer.verdict === 'admitted' ? [`${code} ${answer.attemptId}`] : [],
        ),
      );
      expect(recorded).toEqual([...shown].toSorted());
      expect(recorded).toHaveLength(codes.length);
    }

    test.each([10, MANY_GATES])('%i gates scan the same codes in the same order', async (gateCount) => {
      const codes = await addCodes(CODES, 'race');
      const races = await Promise.all(
        Array.from({ length: gateCount }, async (_, at) => {
          const { answers, last } = await scanAll(startGate(`G${at + 1}`), codes);
          expect(await last.end()).toBe(0);
          return answers;
        }),
      );
      const answers = races.flat();
      expect(tally(answers)).toEqual({
        admitted: codes.length,
        'already-admitted': codes.length * (gateCount - 1),
      });
      await expectBooksToBalance(answers, codes);
      expect(await concert.count('SELECT COUNT(*) n FROM scan_attempts')).toBe(codes.length * gateCount);
    });

    test('ten gates while the replies to COMMIT are swallowed: every unknown outcome ends green where it was scanned', async () => {
      const codes = await addCodes(FAULT_CODES, 'swallowed');
      const proxy = await startFaultProxy({ host: '127.0.0.1', port: Number(new URL(server.url).port) });
      let commits = 0;
      proxy.onClientData = (text) =>
        text.includes('COMMIT') && ++commits % 23 === 0 ? 'swallow-reply' : 'pass';
      try {
        // A deadline just above the limit of one statement: most swallowed replies end undecided, and are scanned again.
        const settings = { attemptDeadlineMs: 1_350 };
        const races = await Promise.all(
          Array.from({ length: 10 }, async (_, at) => {
            const own = codes.filter((_code, index) => index % 10 === at);
            const gate = startGate(`G${at + 1}`, proxy.through(concert.url), settings);
            const first = await scanAll(gate, own);
            const then = await scanAll(gate, codes);
            await then.last.end();
            return { own, first: first.answers, answers: [...first.answers, ...then.answers] };
          }),
        );
        expect(proxy.faults).toBeGreaterThan(10);
        // Its own codes are scanned by a gate before any other has them: each must end green right there. Gates move on at
        // their own pace, so a code may have been taken by a faster gate, but never while its own gate was unsure of it.
        for (const { first } of races) {
          const unsure = new Set(
            first
              .filter(({ answer }) => answer.verdict === 'undecided')
              .map(({ answer }) => answer.attemptId),
          );
          for (const attemptId of unsure) {
            const recorded = await concert.count(
              "SELECT COUNT(*) n FROM scan_attempts WHERE attempt_id = ? AND verdict = 'admitted'",
              [attemptId],
            );
            const shownGreen = first.some(
              ({ answer }) => answer.attemptId === attemptId && answer.verdict === 'admitted',
            );
            expect(shownGreen).toBe(recorded === 1);
          }
        }
        await expectBooksToBalance(
          races.flatMap(({ answers }) => answers),
          codes,
        );
      } finally {
        await proxy.close();
      }
    });

    test('gates killed (-9) in the middle of attempts: what was committed and never shown is green after the restart', async () => {
      const gateCount = IS_FULL ? 10 : 4;
      const roundsPerGate = IS_FULL ? 10 : 2;
      // Each round: one code a moment to die at, and one in peace.
      const scansPerGate = roundsPerGate * (MOMENTS.length + 1);
      const codes = await addCodes(gateCount * scansPerGate, 'killed');
      const kills: Moment[] = [];
      const races = Array.from({ length: gateCount }, async (_, at) => {
        const network = await startDeadlyNetwork({
          host: '127.0.0.1',
          port: Number(new URL(server.url).port),
        });
        const start = (): GateProcess => startGate(`G${at + 1}`, network.through(concert.url));
        const answers: RaceAnswer[] = [];
        let current = start();
        for (const [index, code] of codes.slice(at * scansPerGate, (at + 1) * scansPerGate).entries()) {
          const moment = MOMENTS[index % (MOMENTS.length + 1)];
          const dying = current;
          const killed =
            moment === undefined
              ? undefined
              : network.killAt(moment, dying.kill, () => isUsed(code)).then(() => kills.push(moment));
          const scanned = await scanAll(current, [code], { restart: start });
          await killed;
          answers.push(...scanned.answers);
          current = scanned.last;
          if (moment === 'committed') {
            // It had its answer from nobody but the database, and under the id that it was first asked with.
            expect(scanned.answers).toMatchObject([{ answer: { verdict: 'admitted', isRecalled: true } }]);
          }
        }
        await current.end();
        await network.close();
        return answers;
      });
      const answers = (await Promise.all(races)).flat();
      const ofEach = gateCount * roundsPerGate;
      expect(MOMENTS.map((moment) => kills.filter((kill) => kill === moment).length)).toEqual(
        MOMENTS.map(() => ofEach),
      );
      await expectBooksToBalance(answers, codes);
    });

    test('gates and scripts in the manner of the web version on one table: still nobody twice', async () => {
      const codes = await addCodes(CODES, 'mixed');
      const admittedByScripts: string[] = [];
      const scripts = Array.from({ length: 3 }, async () => {
        const connection = await createConnection({ uri: concert.url });
        for (const code of codes)
          if (await admitAsTheWebVersion(connection, code)) admittedByScripts.push(code);
        await connection.end();
      });
      const races = Array.from({ length: 5 }, async (_, at) => {
        const { answers, last } = await scanAll(startGate(`G${at + 1}`), codes);
        await last.end();
        return answers;
      });
      const answers = (await Promise.all(races)).flat();
      await Promise.all(scripts);
      const admittedByGates = answers.flatMap(({ code, answer }) =>
        answer.verdict === 'admitted' ? [code] : [],
      );
      expect([...admittedByGates, ...admittedByScripts].toSorted()).toEqual([...codes].toSorted());
    });

    test('the server is killed (-9) twice in the middle of the race', async () => {
      const program = await identify(server.program);
      if (program === null) throw new Error(`${server.program} is not a database server`);
      const own = await startPrivateServer({ server: program, folder: path.join(folder, 'server') });
      const scratch = await createScratchConcert(own);
      const codes = Array.from({ length: FAULT_CODES }, (_, at) => `crash-${at}-${newAttemptId()}`);
      await scratch.addPurchases(codes.map((code) => ({ code })));
      const shared = concert;
      concert = { ...scratch, drop: async () => undefined };
      try {
        let answered = 0;
        const races = Array.from({ length: 10 }, async (_, at) => {
          const gate = startGate(`G${at + 1}`);
          const answers: RaceAnswer[] = [];
          for (const code of codes) {
            const part = await scanAll(gate, [code]);
            answers.push(...part.answers);
            answered += 1;
          }
          await gate.end();
          return answers;
        });
        for (const share of [0.25, 0.6]) {
          await expect
            .poll(() => answered, { timeout: 600_000, interval: 5 })
            .toBeGreaterThan(codes.length * 10 * share);
          await own.kill();
          await own.restart();
        }
        const answers = (await Promise.all(races)).flat();
        // The test's own connection died with the server.
        const connection = await createConnection({
          uri: scratch.adminUrl,
          timezone: 'Z',
          charset: 'utf8mb4',
        });
        concert = { ...concert, connection };
        expect(tally(answers)['undecided'] ?? 0).toBeGreaterThan(0);
        await expectBooksToBalance(answers, codes);
        await connection.end();
      } finally {
        for (const gate of running.splice(0)) gate.kill();
        await own.stop();
        await shared.drop();
      }
    });

    test('a gate told to stop finishes the attempt in flight and exits cleanly', async () => {
      const [code = ''] = await addCodes(1, 'stopping');
      const gate = startGate('G1');
      await gate.ask('warm up');
      const answering = gate.ask(code);
      gate.signal('SIGTERM');
      const answer = await answering;
      expect(await gate.exitCode()).toBe(0);
      // Either it was in flight and was finished, or it had not been read yet; never half of it.
      expect(await concert.count("SELECT COUNT(*) n FROM ticket_purchases WHERE status = 'used'")).toBe(
        answer?.verdict === 'admitted' ? 1 : 0,
      );
    });
  },
);

/** The seed's transaction: lock by the code, look at the status, mark, commit; no attempt id. */
async function admitAsTheWebVersion(
  connection: Awaited<ReturnType<typeof createConnection>>,
  code: string,
): Promise<boolean> {
  for (;;) {
    try {
      await connection.beginTransaction();
      const [rows] = await connection.query<RowDataPacket[]>(
        'SELECT * FROM ticket_purchases WHERE qr_code = ? LIMIT 1 FOR UPDATE',
        [code],
      );
      const isValid = rows[0]?.['status'] === 'valid';
      if (isValid) {
        await connection.query(
          "UPDATE ticket_purchases SET status = 'used', updated_at = NOW() WHERE id = ?",
          [rows[0]?.['id']],
        );
      }
      await connection.commit();
      return isValid;
    } catch (error) {
      await connection.rollback();
      if ((error as { errno?: number }).errno !== 1213) throw error;
    }
  }
}
