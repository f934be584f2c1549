import type { LogLine } from '#main/emergency/log/log-reading.ts';
import { replayLineOf } from '#main/emergency/replay/replay-line.ts';
import type { BookedAttempt } from './attempts.ts';

/**
 * Says how a line and the attempt of its id differ; null where they agree. What the database had decided before, its answer lost, keeps no
 * mark of the line, and of two lines under one id the admission is the last word: only an attempt that is of this very
 * line must say all that it says.
 */
export function differenceOf(line: LogLine, attempt: BookedAttempt): string | null {
  const written = replayLineOf(line);
  if (!written.codeDigest.equals(attempt.codeDigest)) return 'the attempt is of another code';
  if (!isOfLine(attempt, line)) {
    if (written.verdict !== 'admitted') return null;
    if (attempt.verdict !== 'admitted')
      return `the line let somebody in, the database says ${attempt.verdict}`;
    return attempt.decidedBy === 'database' ? null : 'the database has the admission under another line';
  }
  if (written.verdict !== attempt.verdict) {
    return `the line says ${written.verdict}, the database ${attempt.verdict}`;
  }
  if (written.ticketPurchaseId !== null && written.ticketPurchaseId !== attempt.ticketPurchaseId) {
    return `the line is of ticket purchase ${written.ticketPurchaseId}, the attempt of ${attempt.ticketPurchaseId ?? 'none'}`;
  }
  if (written.gateId !== attempt.gateId) return `the line is of gate ${written.gateId}`;
  if (written.doorTime.getTime() !== attempt.doorTime.getTime()) return 'the door times are not the same';
  if (written.clockOffsetMs !== attempt.clockOffsetMs) return 'the clock offsets are not the same';
  if (written.basis !== attempt.basis)
    return `the line rests on ${written.basis}, the attempt on ${attempt.basis}`;
  return written.operator === attempt.operator ? null : 'the operators are not the same';
}

/** Whether the attempt went in by this very line. */
export function isOfLine({ logLine }: Pick<BookedAttempt, 'logLine'>, line: LogLine): boolean {
  return logLine?.logId === line.logId && logLine.sequence === line.sequence;
}
