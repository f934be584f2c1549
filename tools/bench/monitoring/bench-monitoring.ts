import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { ensureDatabaseServers } from '../../practice/ensure-database-server.ts';
import { startPrivateServer } from '../../practice/server.ts';
import { ours } from '../admission/ours.ts';
import type { Scanner } from '../admission/scheme.ts';
import { median, summarise, three, type Times } from '../figures.ts';
import { formatTable } from '../table.ts';
import { type BusyNight, openBusyNight } from './busy-night.ts';
import { measureLook, type LookFigures } from './measure-look.ts';
import { type OnlookerProcess, startOnlooker } from './onlooker-process.ts';

const SCANNERS = 10;
/** Six times as fast as a volunteer in a hurry. */
const SCAN_EVERY_MS = 150;
const ROUND_MS = 6_000;
const ROUNDS = 9;

/** How many look on: nobody, a terminal's monitor, and a control room beside it. */
const CROWDS = [
  { who: 'nobody', onlookers: 0 },
  { who: 'a monitor', onlookers: 1 },
  { who: 'a monitor and a control room', onlookers: 2 },
] as const;

type CrowdFigure = Times & {
  readonly who: string;
  /** Median over the rounds of the p95 with these onlookers against the p95 of the same round without. */
  readonly p95AgainstNobody: number;
  readonly medianAgainstNobody: number;
};
type ServerFigures = {
  readonly server: string;
  readonly attempts: number;
  readonly gates: number;
  readonly scans: readonly CrowdFigure[];
  readonly look: LookFigures;
};
export type MonitoringBench = { readonly servers: readonly ServerFigures[] };

type Say = (sentence: string) => void;

/** Measures what looking on adds to the gates' answers, on each installed kind of server, with durable commits. */
export async function benchMonitoring(options: { readonly onProgress: Say }): Promise<MonitoringBench> {
  const servers: ServerFigures[] = [];
  for (const server of await ensureDatabaseServers(options.onProgress)) {
    const name = `${server.kind} ${server.version}`;
    const say: Say = (sentence) => options.onProgress(`${name}: ${sentence}`);
    const folder = await mkdtemp(path.join(os.tmpdir(), 'admit-one-bench-'));
    const running = await startPrivateServer({ server, folder, isTemporary: true });
    try {
      const night = await openBusyNight(running.url, say);
      const scans = await measureCrowds(running.url, night, path.join(folder, 'laptops'), say);
      say('looks ...');
      const look = await measureLook(running.url);
      await night.close();
      servers.push({ server: name, attempts: night.attempts, gates: night.gates, scans, look });
    } finally {
      await running.stop();
      await rm(folder, { recursive: true, force: true });
    }
  }
  return { servers };
}

async function measureCrowds(
  url: string,
  night: BusyNight,
  folder: string,
  say: Say,
): Promise<CrowdFigure[]> {
  const place = { url, concertId: night.concertId };
  const scanners = await Promise.all(Array.from({ length: SCANNERS }, () => ours.open(place)));
  for (const scanner of scanners) await scanner.admit('warm-up');
  const onlookers: OnlookerProcess[] = [];
  for (let at = 0; at < 2; at += 1) onlookers.push(await startOnlooker(url, path.join(folder, String(at))));
  const rounds: Map<string, number[][]> = new Map(CROWDS.map(({ who }) => [who, []]));
  try {
    for (let round = 0; round < ROUNDS; round += 1) {
      say(`round ${round + 1} of ${ROUNDS} ...`);
      // Another order each time: whoever is first after the tickets were made unused would pay for it.
      for (const { who, onlookers: count } of CROWDS.map(
        (_crowd, at) => CROWDS[(at + round) % CROWDS.length] ?? CROWDS[0],
      )) {
        await night.makeUnused();
        onlookers.forEach((onlooker, at) => (at < count ? onlooker.goOn() : onlooker.pause()));
        rounds.get(who)?.push(await scanRound(scanners, night.codes));
      }
    }
  } finally {
    for (const onlooker of onlookers) await onlooker.close();
    for (const scanner of scanners) await scanner.close();
  }
  const alone = (rounds.get('nobody') ?? []).map(summarise);
  return CROWDS.map(({ who }) => {
    const own = rounds.get(who) ?? [];
    const against = (of: (times: Times) => number): number =>
      median(
        own.map(
          (times, round) =>
            of(summarise(times)) / (alone[round] === undefined ? Number.NaN : of(alone[round])),
        ),
      );
    return {
      who,
      ...summarise(own.flat()),
      p95AgainstNobody: against(({ p95Ms }) => p95Ms),
      medianAgainstNobody: against(({ medianMs }) => medianMs),
    };
  });
}

/** Every scanner at its pace, each beginning somewhere within it. */
async function scanRound(scanners: readonly Scanner[], codes: readonly string[]): Promise<number[]> {
  let taken = 0;
  const endAtMs = performance.now() + ROUND_MS;
  const times = await Promise.all(
    scanners.map(async (scanner, at) => {
      const own: number[] = [];
      await wait((at * SCAN_EVERY_MS) / scanners.length);
      while (performance.now() < endAtMs) {
        const code = codes[taken++ % codes.length] ?? '';
        const startedAtMs = performance.now();
        await scanner.admit(code);
        own.push(performance.now() - startedAtMs);
        await wait(Math.max(0, SCAN_EVERY_MS - (performance.now() - startedAtMs)));
      }
      return own;
    }),
  );
  return times.flat();
}

/** The figures as tables, one a server. */
export function formatMonitoring({ servers }: MonitoringBench): string {
  return servers
    .map(({ server, attempts, gates, scans, look }) => {
      const head = ['who looks on', 'scans', 'median ms', 'p95 ms', 'p99 ms', 'x median', 'x p95'];
      const rows = scans.map((row) => [
        row.who,
        String(row.count),
        three(row.medianMs),
        three(row.p95Ms),
        three(row.p99Ms),
        three(row.medianAgainstNobody),
        three(row.p95AgainstNobody),
      ]);
      return [
        `${server}, ${attempts} attempts, ${gates} gates beat, ${SCANNERS} gates scan every ${SCAN_EVERY_MS} ms; all on this machine`,
        formatTable([head, ...rows]),
        `first look ${three(look.firstLookMs)} ms (longest block ${three(look.longestBlockMs)} ms), later looks median ${three(look.looks.medianMs)} ms, p95 ${three(look.looks.p95Ms)} ms, of processor time ${three(look.processorMsALook)} ms; the watch keeps ${three(look.heapBytes / 1_000_000)} MB`,
      ].join('\n');
    })
    .join('\n\n');
}
