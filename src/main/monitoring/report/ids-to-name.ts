import type { ReportAttempt } from './facts.ts';

/**
 * The ticket purchases that a report names its guests by: those that were tried again after they had been let in, and those that a
 * person let in. Nobody else's name is read.
 */
export function idsToName(attempts: readonly ReportAttempt[]): readonly number[] {
  const ids = new Set<number>();
  const admitted = new Set<number>();
  for (const { ticketPurchaseId: id, verdict, basis } of attempts) {
    if (id === null) continue;
    const isAgain = verdict === 'already-admitted' || (verdict === 'admitted' && admitted.has(id));
    if (isAgain || basis !== 'rules') ids.add(id);
    if (verdict === 'admitted') admitted.add(id);
  }
  return [...ids];
}
