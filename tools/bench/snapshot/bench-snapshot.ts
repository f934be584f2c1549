import { mkdtemp, rm, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { createConnection, type Connection, type RowDataPacket } from 'mysql2/promise';
import { migrate } from '#main/database/migrate.ts';
import { openSessionPool } from '#main/database/session-pool.ts';
import { createRefresher } from '#main/emergency/snapshot/refresher.ts';
import type { Refresher } from '#main/emergency/snapshot/refresh-result.ts';
import { createSearchKeys } from '#main/emergency/snapshot/search-keys.ts';
import { openSnapshot } from '#main/emergency/snapshot/snapshot.ts';
import { fillPracticeData } from '../../practice/data.ts';
import { ensureDatabaseServers } from '../../practice/ensure-database-server.ts';
import { startPrivateServer } from '../../practice/server.ts';
import { silentLog } from '../../practice/silent-log.ts';
import { median, summarise, three, type Times } from '../figures.ts';
import { formatTable } from '../table.ts';
import { measureScans, type ScanTimes } from './measure-scans.ts';

const MIGRATIONS_FOLDER = path.resolve(import.meta.dirname, '../../../drizzle');
const CHANGES = 1_000;
const QUIET_REFRESHES = 20;
const CHANGED_REFRESHES = 5;
const LOOK_UPS = 4_000;
const OVERLAP_MS = 32_000;

type SnapshotFigure = {
  readonly server: string;
  readonly purchases: number;
  readonly firstCopyS: number;
  /** How often the progress that the screen shows had moved on. */
  readonly progressSteps: number;
  readonly fileBytes: number;
  /** A refresh with nothing changed, and one with a thousand changes. */
  readonly quietMs: number;
  readonly changedMs: number;
  /** Codes of the database and strangers in turn. */
  readonly lookUps: Times & { readonly worstMs: number };
  readonly openMs: number;
  /** A gate's attempts while its first copy is under way, and after it. */
  readonly scans: ScanTimes;
};
export type SnapshotBench = { readonly figures: readonly SnapshotFigure[] };

type Say = (sentence: string) => void;

/** Measures a gate's snapshot on a private server, on each installed kind; `sizes` are numbers of ticket purchases. */
export async function benchSnapshot(options: {
  readonly sizes: readonly number[];
  readonly onProgress: Say;
}): Promise<SnapshotBench> {
  const figures: SnapshotFigure[] = [];
  for (const server of await ensureDatabaseServers(options.onProgress)) {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'admit-one-bench-'));
    const running = await startPrivateServer({ server, folder, isTemporary: true });
    const name = `${server.kind} ${server.version}`;
    try {
      await migrate({ url: running.url, migrationsFolder: MIGRATIONS_FOLDER, log: silentLog });
      for (const purchases of options.sizes) {
        const say: Say = (sentence) => options.onProgress(`${name}, ${purchases} purchases: ${sentence}`);
        say('filling ...');
        await fillPracticeData({ url: running.url, tickets: purchases, now: new Date(), onProgress: say });
        const filledAtMs = performance.now();
        const home = await mkdtemp(path.join(os.tmpdir(), 'admit-one-bench-home-'));
        const connection = await createConnection({ uri: running.url });
        try {
          const measured = await measureSnapshot({
            url: running.url,
            home,
            connection,
            purchases,
            filledAtMs,
            say,
          });
          say('a gate that scans while it copies ...');
          const scans = await measureScans({ url: running.url, connection });
          figures.push({ server: name, purchases, ...measured, scans });
        } finally {
          await connection.end();
          await rm(home, { recursive: true, force: true });
        }
      }
    } finally {
      await running.stop();
      await rm(folder, { recursive: true, force: true });
    }
  }
  return { figures };
}

async function measureSnapshot(place: {
  readonly url: string;
  readonly home: string;
  readonly connection: Connection;
  readonly purchases: number;
  readonly filledAtMs: number;
  readonly say: Say;
}): Promise<Omit<SnapshotFigure, 'server' | 'purchases' | 'scans'>> {
  const { url, home, connection, purchases, say } = place;
  const open = () => openSnapshot({ folder: home, gateId: 'G1', log: silentLog });
  const pool = openSessionPool({ url, log: silentLog });
  const snapshot = open();
  const { searchKey } = await createSearchKeys('123456');
  snapshot.setSearchKey(searchKey.publicKey);
  const refresher = createRefresher({ snapshot, pool, log: silentLog });
  // What changed in the last half minute is read again each time, and everything did: a concert's night is not like that.
  say('waiting until the filling is half a minute ago ...');
  await wait(Math.max(0, place.filledAtMs + OVERLAP_MS - performance.now()));
  say('first copy ...');
  const seen = new Set<number>();
  const watching = setInterval(() => seen.add(snapshot.progress()?.copied ?? 0), 100);
  const firstCopyMs = await timed(refresher);
  clearInterval(watching);
  say('refreshes ...');
  const quietMs = await medianOf(QUIET_REFRESHES, () => timed(refresher));
  const changedMs = await medianOf(CHANGED_REFRESHES, async () => {
    const ids = randomIds(purchases);
    await connection.query('UPDATE ticket_purchases SET attention_note = UUID() WHERE id IN (?)', [ids]);
    return timed(refresher);
  });
  say('look-ups ...');
  const [rows] = await connection.query<RowDataPacket[]>(
    'SELECT qr_code AS code FROM ticket_purchases WHERE id IN (?)',
    [randomIds(purchases)],
  );
  const codes = rows.map((row) => String(row['code']));
  const times = Array.from({ length: LOOK_UPS }, (_, index) => {
    const code = codes[index % codes.length] ?? '';
    const startedAtMs = performance.now();
    const found = snapshot.find(index % 2 === 0 ? code : `${code}?`);
    const tookMs = performance.now() - startedAtMs;
    if ((found !== null) !== (index % 2 === 0)) throw new Error('The snapshot does not know what it copied.');
    return tookMs;
  });
  snapshot.close();
  await pool.close();
  const startedAtMs = performance.now();
  open().close();
  return {
    firstCopyS: firstCopyMs / 1_000,
    progressSteps: seen.size,
    fileBytes: (await stat(path.join(home, 'gates', 'G1', 'snapshot.sqlite'))).size,
    quietMs,
    changedMs,
    lookUps: { ...summarise(times), worstMs: Math.max(...times) },
    openMs: performance.now() - startedAtMs,
  };
}

async function timed(refresher: Refresher): Promise<number> {
  const result = await refresher.refreshOnce();
  if (result.outcome !== 'refreshed') throw new Error(`A refresh came to ${JSON.stringify(result)}.`);
  return result.tookMs;
}

async function medianOf(times: number, measure: () => Promise<number>): Promise<number> {
  const values: number[] = [];
  for (let round = 0; round < times; round += 1) values.push(await measure());
  return median(values);
}

function randomIds(purchases: number): number[] {
  const ids = new Set<number>();
  while (ids.size < Math.min(CHANGES, purchases)) ids.add(1 + Math.floor(Math.random() * purchases));
  return [...ids];
}

/** As a table for people. */
export function formatSnapshot({ figures }: SnapshotBench): string {
  const head = [
    'snapshot',
    'purchases',
    'first copy s',
    'steps shown',
    'MB',
    'quiet ms',
    '1,000 changes ms',
    'look-up ms',
    'p95',
    'worst',
    'open ms',
    'attempts while copying ms',
    'p95',
    'n',
    'afterwards ms',
    'p95',
    'n',
  ];
  const rows = figures.map((figure) => [
    figure.server,
    String(figure.purchases),
    three(figure.firstCopyS),
    String(figure.progressSteps),
    three(figure.fileBytes / 1_000_000),
    three(figure.quietMs),
    three(figure.changedMs),
    three(figure.lookUps.medianMs),
    three(figure.lookUps.p95Ms),
    three(figure.lookUps.worstMs),
    three(figure.openMs),
    three(figure.scans.copying.medianMs),
    three(figure.scans.copying.p95Ms),
    String(figure.scans.copying.count),
    three(figure.scans.afterwards.medianMs),
    three(figure.scans.afterwards.p95Ms),
    String(figure.scans.afterwards.count),
  ]);
  return formatTable([head, ...rows]);
}
