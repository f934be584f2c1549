import type { KnownTicketPurchase } from '#main/admission/known-ticket-purchase.ts';
import type { LogLine } from '#main/emergency/log/log-reading.ts';
import type { UnreadableAdmission } from '#main/emergency/log/unreadable-admission.ts';
import type { GateLogs } from './gate-logs.ts';
import type { OwnAdmission, OwnAdmissions } from './own-admissions.ts';

/** The admission that a line of the emergency log speaks of. */
export function admissionOf({ entry }: LogLine, known: KnownTicketPurchase | null): OwnAdmission {
  return {
    attemptId: entry.attemptId,
    codeDigest: entry.kind === 'attempt' ? entry.code.replace(/^sha256:/u, '') : null,
    ticketPurchaseId: entry.ticketPurchaseId,
    at: new Date(new Date(entry.doorTime).getTime() + (entry.clockOffsetMs ?? 0)),
    known,
  };
}

/** The admission that is left of a damaged line. Nothing replays it, so it counts until somebody has mended the log. */
export function admissionOfUnreadable(unreadable: UnreadableAdmission): OwnAdmission {
  const { file, lineNumber, codeDigest, ticketPurchaseId, doorTime } = unreadable;
  const attemptId = `${file}:${lineNumber}:${codeDigest ?? ticketPurchaseId}`;
  return { attemptId, codeDigest, ticketPurchaseId, at: doorTime ?? new Date(0), known: null };
}

/** Takes over what a log that was read back says of admissions: this gate let these people in before it was started. */
export function takeOverLines(
  lines: readonly LogLine[],
  logs: Pick<GateLogs, 'stateOf'>,
  own: OwnAdmissions,
): void {
  for (const line of lines) {
    if (line.entry.verdict !== 'admitted') continue;
    const admission = admissionOf(line, null);
    if (logs.stateOf(line).state === 'in-database') own.noteCommitted(admission);
    else own.notePending(admission);
  }
}
