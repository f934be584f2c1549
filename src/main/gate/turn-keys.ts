import type { Answer } from '#shared/attempt.ts';
import type { Snapshot } from '#main/emergency/snapshot/snapshot-types.ts';

/** What an attempt takes its turn by: its code, and the ticket purchase where the snapshot knows it. */
export function codeKeys(code: string, snapshot: Pick<Snapshot, 'find'>): readonly string[] {
  const found = snapshot.find(code);
  const byCode = `code ${code}`;
  return found === null || found === 'bad-data' ? [byCode] : [byCode, ticketKey(found.ticketPurchaseId)];
}

/** What an entry by hand takes its turn by. */
export function ticketKey(ticketPurchaseId: number): string {
  return `ticket purchase ${ticketPurchaseId}`;
}

/** The attempt whose answer must be shown before the next turn: an undecided one leaves nothing to be shown twice. */
export function awaitedAttempt({ attemptId, verdict }: Answer): string | null {
  return verdict === 'undecided' ? null : attemptId;
}
