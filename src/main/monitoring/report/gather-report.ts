import type { SessionPool } from '#main/database/session-pool.ts';
import { inViewAfterLogs, verifyInView } from '../integrity/verify-books.ts';
import { analyseLogs } from '../log-analysis/analyse-logs.ts';
import { nightFigures } from './figures/night-figures.ts';
import { readFacts } from './read-facts.ts';
import type { ReportContents } from './report-document.ts';

/** What a report is wanted of. */
export type ReportOrder = {
  readonly pool: SessionPool;
  /** Null for the concert that was scanned for last. */
  readonly concertId: number | null;
  readonly isPractice: boolean;
  /** The gates' own logs, and their emergency logs: files and folders. */
  readonly logs: readonly string[];
  readonly emergencyLogs: readonly string[];
  /** What is being done, in a few words; told often. */
  readonly onProgress: (words: string) => void;
};

export type GatheredReport =
  | { readonly outcome: 'gathered'; readonly contents: ReportContents }
  /** The database has no concert, or none of that id. */
  | { readonly outcome: 'no-concert' };

/**
 * Gathers all that a report says, from the database and from files. Changes nothing and locks nothing: it may run while gates scan.
 * @throws the driver's error when the database is away.
 */
export async function gatherReport(order: ReportOrder): Promise<GatheredReport> {
  const { pool, isPractice, onProgress } = order;
  const logFiles = order.emergencyLogs;
  // Figures and books side by side must be of one moment: else the report would contradict itself while gates scan.
  const found = await inViewAfterLogs({ pool, logFiles }, async (view, readings) => {
    const read = await readFacts(view, {
      concertId: order.concertId,
      onProgress: (attempts) => onProgress(`${attempts} attempts read`),
    });
    if (read.outcome === 'no-concert') return read;
    const integrity = await verifyInView(view, readings, {
      concertId: read.facts.concert.id,
      logFiles,
      onProgress: (attempts) => onProgress(`${attempts} attempts verified`),
    });
    return { ...read, integrity };
  });
  if (found.outcome === 'no-concert') return found;
  const logs = order.logs.length === 0 ? null : await analyseLogs(order.logs);
  const { facts, integrity } = found;
  return {
    outcome: 'gathered',
    contents: { facts, figures: nightFigures(facts), integrity, logs, isPractice },
  };
}
