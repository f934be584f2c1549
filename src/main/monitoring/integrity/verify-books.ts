import type { SessionPool } from '#main/database/session-pool.ts';
import type { LogReading } from '#main/emergency/log/log-reading.ts';
import { readLogs } from '#main/emergency/log/read-logs.ts';
import { listSetAside } from '#main/emergency/replay/set-aside.ts';
import {
  type Admission,
  type Admissions,
  collectAdmissions,
  judgeAdmissions,
  judgeConflicts,
  judgePurchaseOf,
} from './admissions.ts';
import { type BookedAttempt, readAttempts } from './attempts.ts';
import { drawUpBooks, judgeEquation } from './equation.ts';
import type { Found } from './found.ts';
import type { Integrity } from './integrity.ts';
import { judgeLogs, judgeNotGiven, judgeWaiting, listNotGiven } from './judge-logs.ts';
import { judgePurchase } from './judge-purchase.ts';
import { matchLines, placeKey } from './match-lines.ts';
import { inOneView } from './one-view.ts';
import { countPurchases, readPurchasesToJudge } from './purchases.ts';
import { resultsOf } from './results.ts';
import { settledLinesOf, settledOf } from './settled.ts';
import { readSurroundings, type Surroundings } from './surroundings.ts';
import { judgeTime } from './times.ts';

/** What is to be verified, and with what. */
export type VerifyOptions = {
  readonly pool: SessionPool;
  /** Null for all concerts. */
  readonly concertId: number | null;
  /** Files and folders of the gates' emergency logs; none where only the database is looked at. */
  readonly logFiles: readonly string[];
  /** How many attempts have been looked at so far. */
  readonly onProgress?: (attempts: number) => void;
};

/**
 * Verifies the books after the night (ADR 0014): the equation of every kind of ticket, each admission against its ticket purchase,
 * each line of each log against its attempt, and what still waits for a person. Sees the database as it is at one moment,
 * locks nothing and changes nothing.
 * @throws the driver's error when the database is away, or UnknownValueError for a row that this program does not understand.
 */
export async function verifyBooks(options: VerifyOptions): Promise<Integrity> {
  return await inViewAfterLogs(options, async (view, readings) => verifyInView(view, readings, options));
}

/**
 * Reads the emergency logs, then has `work` see the database at one moment: what a gate does meanwhile is newer than both, and no
 * line can be ahead of the database.
 */
export async function inViewAfterLogs<T>(
  { pool, logFiles }: Pick<VerifyOptions, 'pool' | 'logFiles'>,
  work: (view: SessionPool, readings: readonly LogReading[]) => Promise<T>,
): Promise<T> {
  const readings = await readLogs(logFiles);
  return await inOneView(pool, (view) => work(view, readings));
}

/** As `verifyBooks`, in a view that shows others the same moment. */
export async function verifyInView(
  view: SessionPool,
  allReadings: readonly LogReading[],
  options: Omit<VerifyOptions, 'pool'>,
): Promise<Integrity> {
  const { concertId, logFiles } = options;
  const readings = allReadings.filter(
    (reading) => concertId === null || reading.concertId === null || reading.concertId === concertId,
  );
  const around = await readSurroundings(view, concertId);
  const setAside = (await listSetAside(view, null, 'all')).filter(
    (line) => concertId === null || line.concertId === null || line.concertId === concertId,
  );
  const logIds = new Set(readings.flatMap(({ logId }) => (logId === null ? [] : [logId])));
  const lines = readings.flatMap((reading) => reading.lines);
  const matching = matchLines({
    lines,
    logIds,
    setAside: new Set(setAside.map(placeKey)),
    databaseId: around.databaseId,
  });
  const attempts = await lookAtAttempts(view, options, around, matching.note);
  const counts = await countPurchases(view, concertId);
  const ofPurchases = await lookAtPurchases(view, concertId, attempts.admissions);
  const concerts = drawUpBooks({ concerts: around.concerts, counts, ...attempts });
  const notGiven = listNotGiven({
    ofAttempts: matching.notGiven(),
    gates: around.gates,
    logIds,
    concertId,
  });
  const rules = resultsOf(
    [
      ...judgeEquation(concerts),
      ...attempts.found,
      ...ofPurchases,
      ...judgeConflicts(attempts.admissions, around.conflicts),
      ...judgeLogs(readings, around.gates),
      ...matching.finish(),
      ...judgeNotGiven(notGiven),
      ...judgeWaiting(around.gates, setAside),
    ],
    // Arguments are no logs; but where logs were to be given and the database misses some, that is a fault and not left open.
    { hasLogs: readings.length > 0 || (logFiles.length > 0 && notGiven.length > 0) },
  );
  return {
    at: around.now.toISOString(),
    concerts,
    rules,
    settled: settledOf(around.conflicts, attempts.admissions),
    settledLines: settledLinesOf(setAside),
    logs: {
      files: readings.flatMap(({ files }) => files),
      gateIds: gatesOf(readings),
      lines: lines.filter(({ databaseId }) => databaseId === null || databaseId === around.databaseId).length,
      notGiven,
    },
    holds: rules.every(({ state }) => state !== 'broken'),
  };
}

async function lookAtAttempts(
  view: SessionPool,
  { concertId, onProgress }: Omit<VerifyOptions, 'pool'>,
  { now, concerts, gates }: Surroundings,
  noteLines: (attempt: BookedAttempt) => readonly Found[],
) {
  const admissions = new Map<number, Admission[]>();
  const withoutPurchase = new Map<number, number>();
  const ofAttempts: Found[] = [];
  const concertOf = new Map(concerts.map((concert) => [concert.id, concert]));
  const gateOf = new Map(gates.map((gate) => [gate.gateId, gate]));
  let done = 0;
  for await (const page of readAttempts(view, concertId)) {
    collectAdmissions(admissions, page);
    for (const attempt of page) {
      const { verdict, ticketPurchaseId, basis } = attempt;
      const id = attempt.purchase?.concertId ?? attempt.concertId ?? 0;
      const facts = { now, concert: concertOf.get(id) ?? null, gate: gateOf.get(attempt.gateId) ?? null };
      ofAttempts.push(...judgePurchaseOf(attempt), ...judgeTime(attempt, facts), ...noteLines(attempt));
      if (verdict === 'admitted' && ticketPurchaseId === null && basis !== 'rules') {
        withoutPurchase.set(id, (withoutPurchase.get(id) ?? 0) + 1);
      }
    }
    done += page.length;
    onProgress?.(done);
  }
  return { admissions, withoutPurchase, found: [...judgeAdmissions(admissions), ...ofAttempts] };
}

async function lookAtPurchases(
  view: SessionPool,
  concertId: number | null,
  admissions: Admissions,
): Promise<readonly Found[]> {
  const ofPurchases: Found[] = [];
  for await (const page of readPurchasesToJudge(view, concertId)) {
    for (const purchase of page) ofPurchases.push(...judgePurchase(purchase, admissions));
  }
  return ofPurchases;
}

function gatesOf(readings: readonly LogReading[]): string[] {
  return [...new Set(readings.flatMap(({ gateId }) => (gateId === null ? [] : [gateId])))].toSorted();
}
