import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createConnection, type RowDataPacket } from 'mysql2/promise';
import { v7 as newAttemptId } from 'uuid';
import { decide } from '#main/admission/decide.ts';
import { migrate } from '#main/database/migrate.ts';
import { openSessionPool, type SessionPool } from '#main/database/session-pool.ts';
import { deadlineIn } from '#main/database/time-limit.ts';
import type { LogLine } from '#main/emergency/log/log-reading.ts';
import { testLog } from '#main/emergency/replay/fixtures/log-lines.ts';
import { replayLines } from '#main/emergency/replay/replay-lines.ts';
import { fillPracticeData } from '../../practice/data.ts';
import { ensureDatabaseServers } from '../../practice/ensure-database-server.ts';
import { startPrivateServer } from '../../practice/server.ts';
import { silentLog } from '../../practice/silent-log.ts';
import { summarise, three, type Times } from '../figures.ts';
import { formatTable } from '../table.ts';

const MIGRATIONS_FOLDER = path.resolve(import.meta.dirname, '../../../drizzle');
const PURCHASES = 30_000;
const LINES = 10_000;
/** Gates that scan while the lines go in, each as fast as it is answered. */
const SCANNERS = 4;
const QUIET_SCANS = 500;

type ReplayFigure = {
  readonly server: string;
  readonly what: string;
  readonly lines: number;
  readonly seconds: number;
  /** How often the progress was told. */
  readonly progressSteps: number;
  readonly outcomes: Readonly<Record<string, number>>;
  /** Of scans by other gates meanwhile, of the very tickets that go in; null where none were made. */
  readonly scans: (Times & { readonly undecided: number }) | null;
};
export type ReplayBench = {
  readonly figures: readonly ReplayFigure[];
  /** Scans with nothing else going on, a server each. */
  readonly quietScans: Readonly<Record<string, Times>>;
};

type Say = (sentence: string) => void;

/** Measures replay on a private server with durable commits, on each installed kind. */
export async function benchReplay(options: { readonly onProgress: Say }): Promise<ReplayBench> {
  const figures: ReplayFigure[] = [];
  const quietScans: Record<string, Times> = {};
  for (const server of await ensureDatabaseServers(options.onProgress)) {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'admit-one-bench-'));
    const running = await startPrivateServer({ server, folder, isTemporary: true });
    const name = `${server.kind} ${server.version}`;
    const say: Say = (sentence) => options.onProgress(`${name}: ${sentence}`);
    const pools = [openSessionPool({ url: running.url, log: silentLog })];
    try {
      await migrate({ url: running.url, migrationsFolder: MIGRATIONS_FOLDER, log: silentLog });
      say(`filling ${PURCHASES} ticket purchases ...`);
      await fillPracticeData({ url: running.url, tickets: PURCHASES, now: new Date(), onProgress: say });
      const { codes, concertId } = await readCodes(running.url);
      const linesOf = (gateId: string, own: readonly string[]): LogLine[] => {
        const log = testLog(gateId, concertId);
        for (const code of own) log.attempt(code);
        return log.lines;
      };
      const [pool] = pools;
      if (pool === undefined) return { figures, quietScans };
      const measure = async (
        what: string,
        lines: readonly LogLine[],
        scanned: readonly string[],
      ): Promise<void> => {
        say(`${what} ...`);
        figures.push({ server: name, ...(await measureReplay(pool, { what, lines, scanned, concertId })) });
      };
      const first = codes.slice(0, LINES);
      const second = codes.slice(LINES, LINES * 2);
      const log = linesOf('G1', first);
      await measure('first time', log, []);
      await measure('the same log again', log, []);
      await measure('another gate’s log: a conflict a line', linesOf('G2', first), []);
      const isOver = { current: false };
      const scans = await scan(pool, { codes: second.slice(-QUIET_SCANS), concertId, isOver, times: 1 });
      quietScans[name] = summarise(scans.timesMs);
      await measure(`while ${SCANNERS} gates scan the same tickets`, linesOf('G3', second), second);
    } finally {
      await Promise.all(pools.map((pool) => pool.close()));
      await running.stop();
      await rm(folder, { recursive: true, force: true });
    }
  }
  return { figures, quietScans };
}

async function measureReplay(
  pool: SessionPool,
  work: {
    readonly what: string;
    readonly lines: readonly LogLine[];
    readonly scanned: readonly string[];
    readonly concertId: number;
  },
): Promise<Omit<ReplayFigure, 'server'>> {
  const { what, lines, scanned, concertId } = work;
  const isOver = { current: false };
  const scanning = Array.from({ length: scanned.length === 0 ? 0 : SCANNERS }, (_, at) =>
    scan(pool, {
      codes: scanned.filter((_code, index) => index % SCANNERS === at),
      concertId,
      isOver,
      times: Number.POSITIVE_INFINITY,
    }),
  );
  let progressSteps = 0;
  const startedAt = performance.now();
  const result = await replayLines(pool, lines, {
    log: silentLog,
    onProgress: () => {
      progressSteps += 1;
    },
  });
  const seconds = (performance.now() - startedAt) / 1_000;
  isOver.current = true;
  const scans = await Promise.all(scanning);
  if (result.pending.length > 0)
    throw new Error(`${result.pending.length} lines are pending: ${result.stoppedBy}`);
  return {
    what,
    lines: lines.length,
    seconds,
    progressSteps,
    outcomes: Object.fromEntries(
      [...Map.groupBy(result.outcomes, ({ outcome }) => outcome)].map(([outcome, all]) => [
        outcome,
        all.length,
      ]),
    ),
    scans:
      scans.length === 0
        ? null
        : {
            ...summarise(scans.flatMap(({ timesMs }) => timesMs)),
            undecided: scans.reduce((sum, { undecided }) => sum + undecided, 0),
          },
  };
}

/** One gate: scans its codes one after the other, `times` rounds or until the replay is over. */
async function scan(
  pool: SessionPool,
  work: {
    readonly codes: readonly string[];
    readonly concertId: number;
    readonly isOver: { readonly current: boolean };
    readonly times: number;
  },
): Promise<{ readonly timesMs: readonly number[]; readonly undecided: number }> {
  const timesMs: number[] = [];
  let undecided = 0;
  for (let round = 0; round < work.times; round += 1) {
    for (const code of work.codes) {
      if (work.isOver.current) return { timesMs, undecided };
      const startedAt = performance.now();
      const decision = await decide(
        pool,
        {
          attemptId: newAttemptId(),
          codeDigest: createHash('sha256').update(code, 'utf8').digest(),
          doorTime: new Date(),
          concertId: work.concertId,
          gateId: 'G9',
          operator: 'Bench',
        },
        { deadline: deadlineIn(3_000), log: silentLog },
      );
      timesMs.push(performance.now() - startedAt);
      if (decision.kind === 'undecided') undecided += 1;
    }
  }
  return { timesMs, undecided };
}

async function readCodes(
  url: string,
): Promise<{ readonly codes: readonly string[]; readonly concertId: number }> {
  const connection = await createConnection({ uri: url });
  try {
    const [rows] = await connection.query<RowDataPacket[]>(
      `SELECT p.qr_code AS code, t.concert_id AS concertId FROM ticket_purchases p JOIN tickets t ON t.id = p.ticket_id
       JOIN concerts c ON c.id = t.concert_id
       WHERE p.status = 'valid' AND c.entry_opens_at <= UTC_TIMESTAMP() AND c.entry_closes_at > UTC_TIMESTAMP()
       ORDER BY p.id LIMIT ${LINES * 2}`,
    );
    if (rows.length < LINES * 2) throw new Error(`only ${rows.length} unused ticket purchases`);
    return { codes: rows.map((row) => String(row['code'])), concertId: Number(rows[0]?.['concertId']) };
  } finally {
    await connection.end();
  }
}

/** The figures as a table. */
export function formatReplay({ figures, quietScans }: ReplayBench): string {
  const head = [
    'replay',
    'lines',
    'seconds',
    'lines a second',
    'progress told',
    'outcomes',
    'scans meanwhile',
  ];
  const rows = figures.map((figure) => [
    `${figure.server}, ${figure.what}`,
    String(figure.lines),
    three(figure.seconds),
    three(figure.lines / figure.seconds),
    String(figure.progressSteps),
    Object.entries(figure.outcomes)
      .map(([outcome, count]) => `${count} ${outcome}`)
      .join(', '),
    figure.scans === null ? '' : `${describeTimes(figure.scans)}, ${figure.scans.undecided} undecided`,
  ]);
  const quiet = Object.entries(quietScans).map(
    ([server, times]) => `${server}, scans with no replay going on: ${describeTimes(times)}`,
  );
  return [formatTable([head, ...rows]), ...quiet].join('\n');
}

function describeTimes(times: Times): string {
  return `${times.count} scans, median ${three(times.medianMs)} ms, p95 ${three(times.p95Ms)} ms, p99 ${three(times.p99Ms)} ms`;
}
