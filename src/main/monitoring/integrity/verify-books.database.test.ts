import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { v7 as newAttemptId } from 'uuid';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, onTestFinished, test } from 'vitest';
import { openSessionPool, type SessionPool } from '#main/database/session-pool.ts';
import { closeConflict } from '#main/emergency/replay/close-conflict.ts';
import { closeSetAside } from '#main/emergency/replay/close-set-aside.ts';
import { writeLogFile } from '#main/emergency/replay/fixtures/log-file.ts';
import { testLog } from '#main/emergency/replay/fixtures/log-lines.ts';
import { readLogs } from '#main/emergency/log/read-logs.ts';
import { replayLines } from '#main/emergency/replay/replay-lines.ts';
import { listSetAside } from '#main/emergency/replay/set-aside.ts';
import { createScratchConcert, type ScratchConcert } from '../../../../tools/practice/scratch-concert.ts';
import { silentLog } from '../../../../tools/practice/silent-log.ts';
import { CODES, type GoodNight, openGoodNight } from './fixtures/good-night.ts';
import type { Integrity } from './integrity.ts';
import { inOneView } from './one-view.ts';
import { countPurchases } from './purchases.ts';
import type { IntegrityRule } from './rules.ts';
import { verifyBooks } from './verify-books.ts';

const HOUR_MS = 60 * 60_000;

describe.each(inject('databaseServers'))('the books on $kind $version', (server) => {
  let concert: ScratchConcert;
  let pool: SessionPool;
  let folder: string;
  let night: GoodNight;
  beforeAll(async () => {
    concert = await createScratchConcert(server);
    const limits = { connections: 2, queue: 4, connectMs: 5_000, statementMs: 30_000 };
    pool = openSessionPool({ url: concert.url, log: silentLog, limits });
    folder = await mkdtemp(path.join(os.tmpdir(), 'admit-one-books-'));
  });
  afterAll(async () => {
    await pool.close();
    await concert.drop();
    await rm(folder, { recursive: true });
  });
  beforeEach(async () => {
    night = await openGoodNight(concert, pool, folder);
  });

  const verify = (logFiles: readonly string[] = [folder]): Promise<Integrity> =>
    verifyBooks({ pool, concertId: concert.concertId, logFiles });
  const broken = ({ rules }: Integrity): IntegrityRule[] =>
    rules.filter(({ state }) => state === 'broken').map(({ rule }) => rule);
  const faultsOf = ({ rules }: Integrity, rule: IntegrityRule) =>
    rules.find((result) => result.rule === rule)?.faults;
  /** Changes the text of G1's log, and nothing of its chain. */
  async function editLog(edit: (lines: string[]) => readonly string[]): Promise<void> {
    const text = await readFile(night.logFile, 'utf8');
    await writeFile(night.logFile, `${edit(text.trimEnd().split('\n')).join('\n')}\n`);
  }
  async function writeLog(fill: (log: ReturnType<typeof testLog>) => void, databaseId?: string) {
    const log = testLog('G3', concert.concertId);
    fill(log);
    const file = await writeLogFile(folder, log, databaseId);
    return { log, file, lines: (await readLogs([file])).flatMap(({ lines }) => lines) };
  }
  const replay = (lines: Parameters<typeof replayLines>[1]) => replayLines(pool, lines, { log: silentLog });

  test('hold after a good night: every rule was tried, and the equation says who is where', async () => {
    const integrity = await verify();
    expect(integrity.rules.filter(({ state }) => state !== 'holds')).toEqual([]);
    expect(integrity).toMatchObject({
      holds: true,
      logs: { gateIds: ['G1'], lines: 3, notGiven: [] },
      settled: [],
      concerts: [
        {
          title: 'Tonight',
          admittedWithoutPurchase: 1,
          kinds: [
            {
              ticketKind: 'Standing',
              sold: 4,
              walkIns: 2,
              walkInsSold: 1,
              cancelled: 1,
              admitted: 2,
              notArrived: 2,
              balances: true,
            },
          ],
        },
      ],
    });
    expect(integrity.concerts).toHaveLength(1);
    const all = await verifyBooks({ pool, concertId: null, logFiles: [folder] });
    expect(all.concerts.map(({ title }) => title)).toEqual(['Tonight', 'Another night']);
    expect(broken(all)).toEqual([]);
  });

  test('without a log say what nobody looked at, and hold as far as they were looked at', async () => {
    const integrity = await verify([]);
    expect(integrity.holds).toBe(true);
    expect(integrity.rules.filter(({ state }) => state === 'not-looked-at').map(({ rule }) => rule)).toEqual([
      'log-broken',
      'log-gap',
      'log-line-missing',
      'log-line-twice',
      'log-line-differs',
      'log-of-other-database',
      'emergency-attempt-without-line',
      'gate-log-not-given',
    ]);
    expect(integrity.logs.notGiven).toEqual([{ logId: night.logId, gateId: 'G1', attempts: 3 }]);
  });

  const used = "UPDATE ticket_purchases SET status = 'used', used_at = UTC_TIMESTAMP(3) WHERE qr_code = ?";
  const faults: readonly (readonly [readonly IntegrityRule[], string, () => Promise<unknown>])[] = [
    [
      ['equation', 'used-without-attempt'],
      'a ticket purchase that somebody marked as used',
      () => night.sql(used, [CODES.late]),
    ],
    [
      ['equation', 'attempt-without-used'],
      'a ticket purchase that was made valid again after its guest came in',
      () => night.sql("UPDATE ticket_purchases SET status = 'valid' WHERE qr_code = ?", [CODES.online]),
    ],
    [
      ['equation', 'cancelled-used'],
      'a ticket purchase that was cancelled after its guest came in',
      () => night.sql("UPDATE ticket_purchases SET status = 'cancelled' WHERE qr_code = ?", [CODES.online]),
    ],
    [
      ['cancelled-used'],
      'a cancelled ticket purchase whose row says that somebody came in',
      () =>
        night.sql('UPDATE ticket_purchases SET used_at = UTC_TIMESTAMP(3) WHERE qr_code = ?', [CODES.void]),
    ],
    [
      ['equation', 'unsold-walk-in-used'],
      'a walk-in that came in without having been sold',
      async () => {
        await night.addAttempt(CODES.unsold);
        await night.sql(used, [CODES.unsold]);
      },
    ],
    [
      ['used-with-many-attempts'],
      'a ticket purchase that was admitted twice without a conflict',
      () => night.addAttempt(CODES.online, { gate_id: 'G9' }),
    ],
    [
      ['attempt-without-purchase'],
      'a ticket purchase that was deleted after it was scanned',
      async () => {
        await night.sql('DELETE FROM scan_attempts WHERE verdict = ? AND decided_by = ?', [
          'already-admitted',
          'database',
        ]);
        await night.sql('DELETE FROM ticket_purchases WHERE qr_code = ?', [CODES.online]);
      },
    ],
    [
      ['attempt-without-purchase'],
      'an admission by the rules that names no ticket purchase',
      () => night.addAttempt('no ticket', { ticket_purchase_id: null }),
    ],
    [
      ['admitted-by-other-code'],
      'an admission whose code is not that of the ticket purchase that it names',
      () => night.sql("UPDATE ticket_purchases SET qr_code = 'issued anew' WHERE qr_code = ?", [CODES.alone]),
    ],
    [
      ['used-at-other-gate'],
      'a ticket purchase that names a gate which did not admit it',
      () => night.sql("UPDATE ticket_purchases SET used_gate_id = 'G9' WHERE qr_code = ?", [CODES.online]),
    ],
    [
      ['equation', 'status-unknown'],
      'a ticket purchase in a status that this program does not know',
      () => night.setUnknownStatus(CODES.late),
    ],
    [
      ['status-unknown'],
      'a status that this program does not know on a ticket purchase that was admitted',
      () => night.setUnknownStatus(CODES.online),
    ],
    [
      ['other-concert-admitted'],
      'an admission to another concert than the ticket’s',
      () =>
        night.sql("UPDATE scan_attempts SET concert_id = ? WHERE gate_id = 'G2' AND verdict = 'admitted'", [
          concert.otherConcertId,
        ]),
    ],
    [
      ['impossible-time'],
      'an attempt that was at the door after it was recorded',
      () =>
        night.addAttempt(CODES.online, {
          verdict: 'already-admitted',
          door_time: new Date(Date.now() + HOUR_MS),
        }),
    ],
    [
      ['impossible-time'],
      'an attempt that the database decided years after it was at the door',
      () =>
        night.addAttempt(CODES.online, {
          verdict: 'already-admitted',
          door_time: new Date('1999-12-31T23:00:00.000Z'),
        }),
    ],
    [
      ['impossible-time'],
      'an attempt in the future',
      () =>
        night.addAttempt(CODES.online, {
          verdict: 'already-admitted',
          recorded_time: new Date(Date.now() + HOUR_MS),
        }),
    ],
    [
      ['impossible-time'],
      'an admission while entry was not open',
      () =>
        night.sql('UPDATE scan_attempts SET recorded_time = ? WHERE attempt_id = ?', [
          new Date(Date.now() - 3 * HOUR_MS),
          onlineAttemptId,
        ]),
    ],
    [
      ['log-broken'],
      'a line that was changed',
      () => editLog((lines) => lines.map((l, at) => (at === 3 ? l.replace('A singer', 'A stranger') : l))),
    ],
    [
      ['log-gap', 'emergency-attempt-without-line'],
      'a line that is missing in the middle',
      () => editLog((lines) => lines.filter((_, at) => at !== 2)),
    ],
    [
      ['log-gap', 'emergency-attempt-without-line'],
      'a line that was cut off at the end',
      () => editLog((lines) => lines.slice(0, -1)),
    ],
    [
      ['log-line-missing'],
      'a line that never went in',
      () => writeLog((log) => log.attempt(CODES.late, { doorTime: new Date().toISOString() })),
    ],
    [
      ['log-line-twice'],
      'an admission that stands in two logs',
      async () => {
        const attemptId = await night.attemptIdOf(CODES.alone);
        await writeLog((log) => log.attempt(CODES.alone, { attemptId }));
      },
    ],
    [
      ['log-line-differs'],
      'an attempt that says another verdict than its line',
      () =>
        night.sql(
          "UPDATE scan_attempts SET verdict = 'cancelled' WHERE decided_by = 'emergency' AND verdict = 'already-admitted'",
        ),
    ],
    [
      ['log-line-differs'],
      'a line that let in whom the database refused',
      async () => {
        const attemptId = await night.addAttempt(CODES.late, { verdict: 'not-open' });
        await writeLog((log) => log.attempt(CODES.late, { attemptId }));
      },
    ],
    [
      ['log-of-other-database'],
      'a rehearsal’s log',
      () => writeLog((log) => log.attempt(CODES.late), '00000000-0000-0000-0000-000000000000'),
    ],
    [
      ['emergency-attempt-without-line'],
      'an attempt that says it is of a log, and the log has another one there',
      () =>
        night.addAttempt(CODES.online, {
          verdict: 'already-admitted',
          decided_by: 'emergency',
          emergency_log_id: night.logId,
          emergency_log_sequence: 1,
        }),
    ],
    [
      ['emergency-attempt-without-line'],
      'an attempt that was decided on its own and names no log',
      () => night.addAttempt(CODES.online, { verdict: 'already-admitted', decided_by: 'emergency' }),
    ],
    [
      ['gate-log-not-given'],
      'a gate whose log nobody brought',
      () =>
        night.addAttempt(CODES.online, {
          verdict: 'already-admitted',
          decided_by: 'emergency',
          gate_id: 'G7',
          emergency_log_id: newAttemptId(),
          emergency_log_sequence: 1,
        }),
    ],
    [
      ['gate-log-not-given', 'pending-lines'],
      'a gate that still has lines on its laptop',
      () =>
        night.sql("UPDATE gate_states SET pending_lines = 4, last_log_id = ? WHERE gate_id = 'G2'", [
          newAttemptId(),
        ]),
    ],
    [
      ['set-aside'],
      'a line that was set aside',
      async () =>
        replay(
          (await writeLog((log) => log.attempt(CODES.void, { doorTime: new Date().toISOString() }))).lines,
        ),
    ],
    [['conflict-open'], 'a conflict that nobody has closed', () => admitTwice()],
    [
      ['conflict-without-admission'],
      'a conflict whose side admitted nobody',
      async () => {
        await admitTwice();
        await closeTheConflict();
        await night.sql("DELETE FROM scan_attempts WHERE gate_id = 'G3'");
        await rm(path.join(folder, `G3-concert-${concert.concertId}-part-1.jsonl`));
        await night.sql("UPDATE conflict_sides SET attempt_id = ? WHERE gate_id = 'G3'", [newAttemptId()]);
      },
    ],
  ];
  let onlineAttemptId = '';

  /** G3 lets in on its own who is inside already. */
  async function admitTwice(): Promise<void> {
    const { lines } = await writeLog((log) =>
      log.attempt(CODES.online, { doorTime: new Date().toISOString() }),
    );
    await replay(lines);
  }
  async function closeTheConflict(): Promise<void> {
    const conflictId = await concert.count('SELECT id n FROM conflicts');
    const version = await concert.count('SELECT version n FROM conflicts');
    const closing = { conflictId, version, closedBy: 'Ada', why: 'Two siblings', now: new Date() };
    await closeConflict(pool, closing, silentLog);
  }

  test.each(faults)('find %j and nothing else: %s', async (rules, _words, plant) => {
    onlineAttemptId = await night.attemptIdOf(CODES.online);
    await plant();
    const integrity = await verify();
    expect(broken(integrity).toSorted()).toEqual(rules.toSorted());
    expect(integrity.holds).toBe(false);
    for (const rule of rules) expect(faultsOf(integrity, rule)).toHaveLength(1);
    expect(JSON.stringify(integrity)).not.toMatch(/Zoë|admitted by the database|sha256/u);
  });

  test('find two admissions whose ticket purchases were exchanged', async () => {
    await night.sql("UPDATE ticket_purchases SET status = 'used' WHERE qr_code = ?", [CODES.late]);
    const [one, other] = [await night.attemptIdOf(CODES.online), await night.addAttempt(CODES.late)];
    expect(broken(await verify())).toEqual([]);
    const move = (attemptId: string, id: number) =>
      night.sql('UPDATE scan_attempts SET ticket_purchase_id = ? WHERE attempt_id = ?', [id, attemptId]);
    await move(one, await night.idOf(CODES.late));
    await move(other, await night.idOf(CODES.online));
    const integrity = await verify();
    expect(broken(integrity)).toEqual(['admitted-by-other-code']);
    expect(faultsOf(integrity, 'admitted-by-other-code')).toMatchObject([
      { attemptId: one },
      { attemptId: other },
    ]);
  });

  test('find ticket purchases whose ticket is gone, which are of no concert', async () => {
    const id = await night.idOf(CODES.late);
    await night.sql('SET foreign_key_checks = 0');
    await night.sql('UPDATE ticket_purchases SET ticket_id = 4711 WHERE id = ?', [id]);
    await night.sql('SET foreign_key_checks = 1');
    const all = await verifyBooks({ pool, concertId: null, logFiles: [folder] });
    expect(broken(all)).toEqual(['purchase-without-ticket']);
    expect(faultsOf(all, 'purchase-without-ticket')).toMatchObject([{ ticketPurchaseId: id }]);
    expect(broken(await verify())).toEqual([]);
  });

  test('go on with the other rules and ticket purchases where one has a status that nobody knows', async () => {
    await night.setUnknownStatus(CODES.late);
    await night.addAttempt(CODES.online, { gate_id: 'G9' });
    const integrity = await verify();
    expect(broken(integrity)).toEqual(['equation', 'used-with-many-attempts', 'status-unknown']);
    expect(faultsOf(integrity, 'status-unknown')).toMatchObject([
      { ticketPurchaseId: await night.idOf(CODES.late), words: expect.stringContaining('status') },
    ]);
    expect(integrity.concerts[0]?.total).toMatchObject({ sold: 4, admitted: 2, notArrived: 1 });
  });

  test('show a closed conflict that names every admission, and hold; another admission opens the question again', async () => {
    await admitTwice();
    await closeTheConflict();
    const integrity = await verify();
    expect(broken(integrity)).toEqual([]);
    expect(integrity.settled).toMatchObject([
      {
        ticketPurchaseId: await night.idOf(CODES.online),
        sides: 2,
        closings: expect.stringContaining('Two siblings'),
      },
    ]);
    expect(integrity.concerts[0]?.kinds[0]).toMatchObject({ admitted: 2, balances: true });
    await night.addAttempt(CODES.online, { gate_id: 'G9' });
    const again = await verify();
    expect(broken(again)).toEqual(['used-with-many-attempts']);
    expect(again.settled).toEqual([]);
  });

  test.each([
    ['attempt-id-reused', CODES.late, 'admitted'],
    // Of the very presentation that the database admitted.
    ['admitted-in-database', CODES.online, 'unknown-code'],
  ] as const)(
    'show a line (%s) that no replay can put in once a person has closed it, and hold',
    async (reason, code, verdict) => {
      const attemptId = await night.attemptIdOf(CODES.online);
      const doorTime = new Date().toISOString();
      await night.sql('UPDATE scan_attempts SET door_time = ? WHERE attempt_id = ?', [
        new Date(doorTime),
        attemptId,
      ]);
      const { log, lines } = await writeLog((entries) =>
        entries.attempt(code, { attemptId, verdict, doorTime }),
      );
      await replay(lines);
      expect(broken(await verify())).toEqual(['set-aside']);
      const [line] = await listSetAside(pool, null);
      expect(line).toMatchObject({ reason, logId: log.logId });
      const closing = {
        setAsideId: line?.setAsideId ?? 0,
        closedBy: 'Ada',
        why: 'One guest',
        now: new Date(),
      };
      expect(await closeSetAside(pool, closing, silentLog)).toEqual({ outcome: 'closed' });
      await replay(lines);
      const integrity = await verify();
      expect(broken(integrity)).toEqual([]);
      expect(integrity.holds).toBe(true);
      expect(integrity.settledLines).toMatchObject([
        { gateId: 'G3', reason, closing: expect.stringMatching(/ Ada: One guest$/u) },
      ]);
      expect(await verifyBooks({ pool, concertId: concert.concertId + 1, logFiles: [] })).toMatchObject({
        settledLines: [],
      });
    },
  );

  test('are those of one moment: what is written meanwhile is not there yet', async () => {
    const [before, meanwhile] = await inOneView(pool, async (view) => {
      const first = await countPurchases(view, concert.concertId);
      await night.sql(used, [CODES.late]);
      return [first, await countPurchases(view, concert.concertId)];
    });
    expect(meanwhile).toEqual(before);
    expect(await countPurchases(pool, concert.concertId)).not.toEqual(before);
    // The session that saw the view is an ordinary one again.
    expect(broken(await verify())).toEqual(['equation', 'used-without-attempt']);
  });

  test('say which file cannot be read, and that a gate’s log is missing then', async () => {
    const integrity = await verify([path.join(folder, 'nowhere.jsonl')]);
    expect(broken(integrity)).toEqual(['log-broken', 'gate-log-not-given']);
    expect(faultsOf(integrity, 'log-broken')).toMatchObject([
      { words: 'nowhere.jsonl: There is no such file.' },
    ]);
  });

  test('are not proved by a folder without a log, nor by one whose gate has written none', async () => {
    const empty = await mkdtemp(path.join(os.tmpdir(), 'admit-one-empty-'));
    onTestFinished(() => rm(empty, { recursive: true }));
    expect(broken(await verify([empty]))).toEqual(['log-broken', 'gate-log-not-given']);
    // What the good folder proves does not speak for the other.
    const integrity = await verify([night.logFile, empty]);
    expect(broken(integrity)).toEqual(['log-broken']);
    expect(faultsOf(integrity, 'log-broken')).toMatchObject([{ words: expect.stringContaining(empty) }]);
    await writeFile(path.join(empty, 'G1.lock'), '');
    expect(broken(await verify([empty]))).toEqual(['gate-log-not-given']);
    await night.sql('UPDATE scan_attempts SET emergency_log_id = NULL, emergency_log_sequence = NULL');
    const unseen = await verify([empty]);
    expect(unseen.rules.find(({ rule }) => rule === 'log-broken')).toMatchObject({ state: 'not-looked-at' });
  });

  test('find the line that is not in the database, in whatever folder of a stick its log lies', async () => {
    const stick = await mkdtemp(path.join(os.tmpdir(), 'admit-one-stick-'));
    onTestFinished(() => rm(stick, { recursive: true }));
    const own = path.join(stick, 'G3', 'emergency-log');
    await mkdir(own, { recursive: true });
    const log = testLog('G3', concert.concertId);
    log.attempt('nobody has this one', { verdict: 'unknown-code' });
    await writeLogFile(own, log);
    expect(broken(await verify([night.logFile, stick]))).toEqual(['log-line-missing']);
  });

  test('give their session back when a look at them fails', async () => {
    for (let time = 0; time < 3; time += 1) {
      await expect(inOneView(pool, () => Promise.reject(new Error('nobody can look')))).rejects.toThrow(
        'nobody',
      );
    }
    expect(broken(await verify())).toEqual([]);
  });
});
