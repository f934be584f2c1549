import { mkdir, rm } from 'node:fs/promises';
import { describeDatabaseUrl, parseDatabaseUrl } from '#main/database/database-url.ts';
import { describeError } from '#main/log/describe-error.ts';
import type { Logger } from '#main/log/logger.ts';
import type { Account } from './account.ts';
import { layCable } from './cable.ts';
import { laptopsFolder } from './laptop.ts';
import { dropLeftOvers } from './left-overs.ts';
import { insistOnQuietDoors } from './live-gates.ts';
import { type PlayedScenario, playScenario, prepare } from './play-scenario.ts';
import { openRehearsalDatabase, type RehearsalDatabase } from './rehearsal-database.ts';
import { startGates } from './rehearsal-gates.ts';
import { sellTickets } from './rehearsal-tickets.ts';
import type { AnswerPoint, Rehearsal, RehearsalProgress } from './rehearsal.ts';
import { createScanReport } from './scan-report.ts';
import { type Scenario, SCENARIOS, sizesOf } from './scenarios.ts';
import { connectToServer, readServerVersion } from './server.ts';
import { untilSnapshotsHold } from './snapshots.ts';
import { setStage } from './stage.ts';

/** What is to be rehearsed, and where. */
export type RehearsalPlan = {
  /** A login to the server; whatever database it names is not used. */
  readonly serverUrl: string;
  /** The gates' own database, which is never used; null when there is none. */
  readonly liveUrl: string | null;
  /** The database to use instead of one of a name of its own. */
  readonly databaseName: string | null;
  readonly gates: number;
  readonly tickets: number;
  readonly scenarios: readonly Scenario[];
  /** Leaves the database and the gates' folders for a person to look into. */
  readonly isKept: boolean;
  readonly migrationsFolder: string;
  readonly log: Logger;
  readonly onProgress: (progress: RehearsalProgress) => void;
  /** Stops it; what was made is taken away all the same. */
  readonly signal: AbortSignal;
};

/** A rehearsal, and every answer of each of its scenarios for the charts. */
export type Rehearsed = {
  readonly rehearsal: Rehearsal;
  readonly points: ReadonlyMap<Scenario, readonly AnswerPoint[]>;
};

const NOTHING_YET: Account = {
  attempts: 0,
  admitted: 0,
  lost: 0,
  doubled: 0,
  conflicts: 0,
  findings: [],
};

/**
 * Holds a rehearsal, and takes away what it made, however it ends.
 * @throws {RehearsalError} when it can't be held; what the driver does when the server is away; the signal's reason.
 */
export async function rehearse(plan: RehearsalPlan): Promise<Rehearsed> {
  const { serverUrl, liveUrl, signal } = plan;
  const step = (words: string): void => plan.onProgress({ kind: 'step', words });
  if (liveUrl !== null) await insistOnQuietDoors(liveUrl, serverUrl);
  const version = await lookAround(serverUrl, step);
  signal.throwIfAborted();
  const database = await openRehearsalDatabase({
    serverUrl,
    liveUrl,
    name: plan.databaseName,
    migrationsFolder: plan.migrationsFolder,
    log: plan.log,
  });
  const laptops = laptopsFolder(database.name);
  try {
    step(`Rehearsing in database ${database.name} (${version}).`);
    await mkdir(laptops, { recursive: true, mode: 0o700 });
    return await rehearseIn(database, { ...plan, laptops, version, step });
  } finally {
    await clearUp(database, plan, laptops, step);
  }
}

/** Which server it is; takes away what crashed rehearsals left on it. */
async function lookAround(serverUrl: string, step: (words: string) => void): Promise<string> {
  const server = await connectToServer(serverUrl);
  try {
    const { dropped, left } = await dropLeftOvers(server);
    for (const name of dropped) step(`Dropped ${name}, which a rehearsal left behind.`);
    for (const { name, why } of left) step(`${name} was left as it is: ${why}.`);
    return await readServerVersion(server);
  } finally {
    server.close();
  }
}

async function clearUp(
  database: RehearsalDatabase,
  { isKept, log }: RehearsalPlan,
  laptops: string,
  step: (words: string) => void,
): Promise<void> {
  try {
    await database.close(isKept);
    if (isKept) step(`Kept: database ${database.name}, and the gates’ folders in ${laptops}.`);
    else await rm(laptops, { recursive: true, force: true, maxRetries: 5 });
  } catch (error) {
    log.error('A rehearsal could not be cleared up', describeError(error));
    step(
      `The database ${database.name} could not be dropped; the next rehearsal on this server drops it when it can.`,
    );
  }
}

type Surroundings = RehearsalPlan & {
  readonly laptops: string;
  readonly version: string;
  readonly step: (words: string) => void;
};

async function rehearseIn(database: RehearsalDatabase, plan: Surroundings): Promise<Rehearsed> {
  const { pool, url } = database;
  const { signal, step } = plan;
  const startedAt = new Date();
  const scenarios = SCENARIOS.filter((scenario) => plan.scenarios.includes(scenario));
  const sizes = sizesOf(plan.tickets, plan.gates);
  // The outage's copies are on top of its share.
  const purchases = scenarios.reduce((sum, scenario) => sum + sizes[scenario], plan.gates);
  step(`Selling ${purchases} tickets and starting ${plan.gates} gates ...`);
  const codes = await sellTickets(pool, purchases, startedAt);
  const cable = await layCable(addressOf(url));
  const gates = startGates({ count: plan.gates, databaseUrl: url, root: plan.laptops });
  const report = createScanReport(plan.onProgress);
  const stage = setStage({ gates, codes, pool, signal, onAnswer: report.note });
  const ready = async (): Promise<void> => {
    await untilSnapshotsHold(gates.each, purchases, signal);
    await Promise.all(gates.each.map((gate) => stage.present(gate, ['is anybody there?'])));
    stage.takeAnswers();
  };
  const played: PlayedScenario[] = [];
  try {
    await ready();
    for (const scenario of scenarios) {
      if (scenario === 'outage') {
        step('Starting the gates again, by way of a cable that can be pulled ...');
        await gates.moveTo(cable.through(url));
        stage.countAnew();
        await ready();
      }
      const play = prepare(scenario, stage, sizes[scenario], cable);
      report.begin(scenario, play.planned);
      const before = played.at(-1)?.account ?? NOTHING_YET;
      const one = await playScenario(play, { scenario, stage, pool, before, signal });
      played.push(one);
      report.end();
      plan.onProgress({ kind: 'scenario', figures: one.figures });
    }
    await gates.end();
  } finally {
    await gates.kill();
    await cable.close();
  }
  const findings = gates.findings();
  const figures = played.map((one) => one.figures);
  return {
    rehearsal: {
      isPassed: findings.length === 0 && figures.every(({ isPassed }) => isPassed),
      database: describeDatabaseUrl(url),
      server: plan.version,
      gates: plan.gates,
      tickets: plan.tickets,
      startedAt: startedAt.toISOString(),
      endedAt: new Date().toISOString(),
      scenarios: figures,
      findings,
    },
    points: new Map(played.map((one) => [one.figures.scenario, one.points])),
  };
}

function addressOf(url: string): { readonly host: string; readonly port: number } {
  const { host = '127.0.0.1', port = 3306 } = parseDatabaseUrl(url);
  return { host, port };
}
