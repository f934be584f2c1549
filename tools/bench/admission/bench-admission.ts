import { rm, mkdtemp } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createConnection, type Connection, type RowDataPacket } from 'mysql2/promise';
import { lockTicketPurchase } from '#main/admission/statements.ts';
import { migrate } from '#main/database/migrate.ts';
import { startFaultProxy } from '../../faults/fault-proxy.ts';
import { fillPracticeData } from '../../practice/data.ts';
import { ensureDatabaseServers } from '../../practice/ensure-database-server.ts';
import { startPrivateServer } from '../../practice/server.ts';
import { silentLog } from '../../practice/silent-log.ts';
import { median, summarise, three, type Times } from '../figures.ts';
import { formatTable } from '../table.ts';
import { byHandOneByOne, byHandPrepared, floor } from './by-hand.ts';
import { plainDrizzle, preparedDrizzle } from './drizzle.ts';
import { ours } from './ours.ts';
import { createBenchProcedure, procedure } from './procedure.ts';
import type { BenchPlace, Scanner, Scheme } from './scheme.ts';
import { webVersion } from './web-version.ts';

const MIGRATIONS_FOLDER = path.resolve(import.meta.dirname, '../../../drizzle');
const SCHEMES: readonly Scheme[] = [
  floor,
  ours,
  byHandOneByOne,
  byHandPrepared,
  plainDrizzle,
  preparedDrizzle,
  procedure,
  webVersion,
];
/** Compared at every size and crowd; the others are there for the decision (ADR 0003), with one scanner. */
const AT_EVERY_SIZE: readonly Scheme[] = [floor, ours, webVersion];

/** Rounds are interleaved, so that a machine that slows down slows all schemes down. */
const ROUNDS = 7;
const ONE_CODE_TRIES = 10;

/** Enough for every scanner to find its pace, and for a slow network to be over in minutes. */
function distinctARound(setting: Pick<Setting, 'scanners' | 'network'>): number {
  if (setting.network !== LOOPBACK) return 40;
  return Math.max(100, setting.scanners * 10);
}
const LOOPBACK = 'loopback';
const MOST_CODES = 500;

type AdmissionFigure = Times & {
  readonly server: string;
  readonly purchases: number;
  readonly network: string;
  readonly scanners: number;
  readonly codes: 'distinct' | 'one';
  readonly scheme: string;
  readonly perSecond: number;
  readonly roundTrips: number | null;
  /** Median over the rounds of this scheme's median against the floor's in the same round. */
  readonly againstFloor: number;
};

export type AdmissionBench = {
  readonly figures: readonly AdmissionFigure[];
  readonly explain: Readonly<Record<string, string>>;
};

type Say = (sentence: string) => void;

/**
 * Measures the admission on a private server with durable commits, on each installed kind.
 * `sizes` are numbers of ticket purchases.
 */
export async function benchAdmission(options: {
  readonly sizes: readonly number[];
  readonly onProgress: Say;
}): Promise<AdmissionBench> {
  const figures: AdmissionFigure[] = [];
  const explain: Record<string, string> = {};
  for (const server of await ensureDatabaseServers(options.onProgress)) {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'admit-one-bench-'));
    const running = await startPrivateServer({ server, folder, isTemporary: true });
    const name = `${server.kind} ${server.version}`;
    try {
      await migrate({ url: running.url, migrationsFolder: MIGRATIONS_FOLDER, log: silentLog });
      await createBenchProcedure(running.adminUrl);
      for (const purchases of options.sizes) {
        const say: Say = (sentence) => options.onProgress(`${name}, ${purchases} purchases: ${sentence}`);
        say('filling ...');
        await fillPracticeData({ url: running.url, tickets: purchases, now: new Date(), onProgress: say });
        const desk = await openDesk(running.url);
        if (purchases === options.sizes[0])
          figures.push(...(await benchOverNetwork(name, desk, running.url, say)));
        const context = { server: name, purchases, network: LOOPBACK, say };
        for (const scanners of [1, 10, 50]) {
          const schemes = scanners === 1 && purchases === options.sizes[0] ? SCHEMES : AT_EVERY_SIZE;
          figures.push(...(await compare(schemes, desk, { ...context, scanners, codes: 'distinct' })));
        }
        figures.push(...(await compare(AT_EVERY_SIZE, desk, { ...context, scanners: 10, codes: 'one' })));
        explain[`${name}, ${purchases} purchases`] = await explainLock(desk.connection);
        await desk.connection.end();
      }
    } finally {
      await running.stop();
      await rm(folder, { recursive: true, force: true });
    }
  }
  return { figures, explain };
}

/** The bench's own look at the database: which codes there are, and making them unused again. */
type Desk = {
  readonly connection: Connection;
  readonly place: BenchPlace;
  readonly codes: readonly string[];
  readonly reset: () => Promise<void>;
};

async function openDesk(url: string): Promise<Desk> {
  const connection = await createConnection({ uri: url });
  const [concerts] = await connection.query<RowDataPacket[]>(
    'SELECT id FROM concerts WHERE entry_opens_at <= UTC_TIMESTAMP() AND entry_closes_at > UTC_TIMESTAMP() LIMIT 1',
  );
  const concertId = Number(concerts[0]?.['id']);
  const [rows] = await connection.query<RowDataPacket[]>(
    `SELECT p.qr_code AS code FROM ticket_purchases p JOIN tickets t ON t.id = p.ticket_id
     WHERE t.concert_id = ? AND p.status = 'valid' AND p.is_walk_in = 0 ORDER BY p.id LIMIT ${MOST_CODES}`,
    [concertId],
  );
  const codes = rows.map((row) => String(row['code']));
  return {
    connection,
    place: { url, concertId },
    codes,
    reset: async () => {
      await connection.query("UPDATE ticket_purchases SET status = 'valid' WHERE qr_code IN (?)", [codes]);
    },
  };
}

type Setting = {
  readonly server: string;
  readonly purchases: number;
  readonly network: string;
  readonly scanners: number;
  readonly codes: 'distinct' | 'one';
  readonly say: Say;
  readonly roundTrips?: () => number;
};

async function compare(schemes: readonly Scheme[], desk: Desk, setting: Setting): Promise<AdmissionFigure[]> {
  setting.say(`${setting.network}, ${setting.scanners} scanners, ${setting.codes} codes ...`);
  const measured = new Map(
    schemes.map((scheme) => [
      scheme,
      { times: [] as number[], medians: [] as number[], wallMs: 0, trips: 0 },
    ]),
  );
  const scanners = new Map<Scheme, Scanner[]>();
  for (const scheme of schemes) {
    const opened = await Promise.all(Array.from({ length: setting.scanners }, () => scheme.open(desk.place)));
    // The first attempt of a scanner connects and prepares; a gate does that before the doors open.
    for (const scanner of opened) await scanner.admit('warm-up');
    scanners.set(scheme, opened);
  }
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const scheme of schemes) {
      await desk.reset();
      const into = measured.get(scheme);
      if (into === undefined) continue;
      const trips = setting.roundTrips?.() ?? 0;
      const startedAt = performance.now();
      const codes = desk.codes.slice(0, distinctARound(setting));
      const times = await scanRound(scanners.get(scheme) ?? [], codes, setting.codes);
      into.wallMs += performance.now() - startedAt;
      into.trips += (setting.roundTrips?.() ?? 0) - trips;
      into.times.push(...times);
      into.medians.push(summarise(times).medianMs);
    }
  }
  for (const opened of scanners.values()) await Promise.all(opened.map((scanner) => scanner.close()));
  const floorMedians = measured.get(floor)?.medians ?? [];
  return schemes.map((scheme) => {
    const { times, medians, wallMs, trips } = measured.get(scheme) ?? {
      times: [],
      medians: [],
      wallMs: 0,
      trips: 0,
    };
    return {
      server: setting.server,
      purchases: setting.purchases,
      network: setting.network,
      scanners: setting.scanners,
      codes: setting.codes,
      scheme: scheme.name,
      ...summarise(times),
      perSecond: (times.length / wallMs) * 1_000,
      roundTrips: setting.roundTrips === undefined ? null : trips / times.length,
      againstFloor: median(medians.map((value, round) => value / (floorMedians[round] ?? Number.NaN))),
    };
  });
}

/** Lets all scanners scan at the same time; the times of all their attempts, in milliseconds. */
async function scanRound(
  scanners: readonly Scanner[],
  codes: readonly string[],
  mode: 'distinct' | 'one',
): Promise<number[]> {
  let taken = 0;
  const wanted = mode === 'distinct' ? 'admitted' : null;
  const times = await Promise.all(
    scanners.map(async (scanner) => {
      const own: number[] = [];
      for (;;) {
        const code =
          mode === 'distinct' ? codes[taken++] : own.length < ONE_CODE_TRIES ? codes[0] : undefined;
        if (code === undefined) return own;
        const startedAt = performance.now();
        const verdict = await scanner.admit(code);
        own.push(performance.now() - startedAt);
        if (wanted !== null && verdict !== wanted) throw new Error(`expected ${wanted}, got ${verdict}`);
      }
    }),
  );
  return times.flat();
}

/** One scanner through a network that takes 5 ms each way: what the number of round trips costs over Wi-Fi. */
async function benchOverNetwork(name: string, desk: Desk, url: string, say: Say): Promise<AdmissionFigure[]> {
  const proxy = await startFaultProxy({ host: '127.0.0.1', port: Number(new URL(url).port) });
  proxy.change({ kind: 'delay', ms: 5 });
  try {
    const place = { ...desk.place, url: proxy.through(url) };
    const [{ n }] = (
      await desk.connection.query<RowDataPacket[]>('SELECT COUNT(*) n FROM ticket_purchases')
    )[0] as [{ n: number }];
    return await compare(
      SCHEMES,
      { ...desk, place },
      {
        server: name,
        purchases: n,
        network: '5 ms each way',
        scanners: 1,
        codes: 'distinct',
        say,
        roundTrips: () => proxy.roundTrips,
      },
    );
  } finally {
    await proxy.close();
  }
}

/** EXPLAIN of the locking statement, one line. */
async function explainLock(connection: Connection): Promise<string> {
  const statement = lockTicketPurchase({ codeDigest: Buffer.alloc(32, 1) });
  // A digest that is nobody's makes the optimiser answer without the table: take one that is there.
  const [rows] = await connection.query<RowDataPacket[]>(
    'SELECT HEX(qr_code_digest) AS digest FROM ticket_purchases WHERE qr_code IS NOT NULL LIMIT 1',
  );
  const real = statement.replace(/X'[0-9a-f]+'/iu, `X'${rows[0]?.['digest']}'`);
  const [plan] = await connection.query<RowDataPacket[]>(`EXPLAIN FORMAT=TRADITIONAL ${real}`);
  return ['type', 'key', 'rows'].map((column) => `${column}=${plan[0]?.[column]}`).join(' ');
}

/** The figures as tables, one a setting. */
export function formatAdmission({ figures, explain }: AdmissionBench): string {
  const settings = Map.groupBy(
    figures,
    (figure) =>
      `${figure.server}, ${figure.purchases} purchases, ${figure.network}, ${figure.scanners} scanners, ${figure.codes === 'one' ? 'one code' : 'distinct codes'}`,
  );
  const tables = [...settings].map(([setting, rows]) => {
    const head = ['scheme', 'median ms', 'p95 ms', 'p99 ms', 'per second', 'trips', 'x floor'];
    const cells = rows.map((row) => [
      row.scheme,
      three(row.medianMs),
      three(row.p95Ms),
      three(row.p99Ms),
      three(row.perSecond),
      row.roundTrips === null ? '' : three(row.roundTrips),
      three(row.againstFloor),
    ]);
    return `${setting}\n${formatTable([head, ...cells])}`;
  });
  const plans = Object.entries(explain).map(([setting, plan]) => `EXPLAIN of the lock, ${setting}: ${plan}`);
  return [...tables, plans.join('\n')].join('\n\n');
}
