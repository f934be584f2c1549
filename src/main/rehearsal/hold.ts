import { describeDatabaseUrl, parseDatabaseUrl } from '#main/database/database-url.ts';
import { layCable } from './cable.ts';
import type { Rehearsed, RehearsalPlan } from './plan.ts';
import { type PlayedScenario, playScenario, prepare } from './play-scenario.ts';
import { proveBooks } from './prove-books.ts';
import type { RehearsalDatabase } from './rehearsal-database.ts';
import { type RehearsalGates, startGates } from './rehearsal-gates.ts';
import { sellTickets } from './rehearsal-tickets.ts';
import { RehearsalError } from './rehearsal.ts';
import { createScanReport } from './scan-report.ts';
import { copiesFor, SCENARIOS, sizesOf } from './scenarios.ts';
import { untilSnapshotsHold } from './snapshots.ts';
import { setStage, type Stage } from './stage.ts';

const NOTHING_YET: Pick<PlayedScenario, 'account' | 'counters'> = {
  account: { attempts: 0, admitted: 0, lost: 0, doubled: 0, conflicts: 0, findings: [] },
  counters: { attempts: 0, deadlocks: 0, lockWaits: 0 },
};

/** The plan, and what was made ready for it. */
type Surroundings = RehearsalPlan & {
  readonly laptops: string;
  readonly version: string;
  readonly step: (words: string) => void;
};

/** Plays the scenarios one after the other in a database of their own, and sums them up. */
export async function holdRehearsal(database: RehearsalDatabase, plan: Surroundings): Promise<Rehearsed> {
  const { pool, url } = database;
  const { signal, step } = plan;
  const startedAt = new Date();
  const scenarios = SCENARIOS.filter((scenario) => plan.scenarios.includes(scenario));
  const sizes = sizesOf(plan.tickets, plan.gates);
  const copies = scenarios.includes('outage') ? copiesFor(plan.gates) : 0;
  const purchases = scenarios.reduce((sum, scenario) => sum + sizes[scenario], copies);
  step(`Selling ${purchases} tickets and starting ${plan.gates} gates ...`);
  const codes = await sellTickets(pool, purchases, startedAt);
  const cable = await layCable(addressOf(url));
  // Gates that are never cut off go straight to the server.
  const databaseUrl = scenarios.includes('outage') ? cable.through(url) : url;
  const gates = startGates({ count: plan.gates, databaseUrl, root: plan.laptops });
  const report = createScanReport(plan.onProgress);
  const stage = setStage({ gates, codes, pool, signal, onAnswer: report.note });
  const played: PlayedScenario[] = [];
  let before = NOTHING_YET;
  try {
    await untilReady({ gates, stage, purchases, signal });
    for (const scenario of scenarios) {
      const play = prepare(scenario, stage, sizes[scenario], { cable, step });
      report.begin(scenario, play.planned);
      const one = await playScenario(play, { scenario, stage, pool, before, signal });
      played.push(one);
      before = one;
      report.end();
      plan.onProgress({ kind: 'scenario', figures: one.figures });
    }
    await gates.end();
  } finally {
    await gates.kill();
    await cable.close();
  }
  step('Verifying the books ...');
  const books = await proveBooks(pool, gates.logFolders());
  const findings = [...gates.findings(), ...books.findings];
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
      books: books.equation,
      findings,
    },
    points: new Map(played.map((one) => [one.figures.scenario, one.points])),
  };
}

/** The doors open when every gate has its copy of the tickets and has been asked once. */
async function untilReady(given: {
  readonly gates: RehearsalGates;
  readonly stage: Stage;
  readonly purchases: number;
  readonly signal: AbortSignal;
}): Promise<void> {
  const { gates, stage, purchases, signal } = given;
  try {
    await Promise.all(gates.each.map((gate) => stage.present(gate, ['is anybody there?'])));
    await untilSnapshotsHold(gates.each, purchases, signal);
  } catch (error) {
    signal.throwIfAborted();
    const [why] = gates.findings();
    throw why === undefined ? error : new RehearsalError(why, { cause: error });
  }
  stage.takeAnswers();
}

function addressOf(url: string): { readonly host: string; readonly port: number } {
  const { host = '127.0.0.1', port = 3306 } = parseDatabaseUrl(url);
  return { host, port };
}
