import path from 'node:path';
import type { UnreadableAdmission } from '#main/emergency/log/unreadable-admission.ts';

/** What the lead is told of lines that do not go into the database by themselves. */

/** Of a line that is damaged beyond reading. */
export function unreadableInWords({ file, lineNumber }: UnreadableAdmission): string {
  return `Line ${lineNumber} of ${path.basename(file)} is damaged beyond reading. Its ticket purchase counts as admitted here, but the line does not go into the database: compare with the guest’s ticket.`;
}

/** Of so many lines that were decided for another database than ours. */
export function ofOthersInWords(lines: number, theirs: string | null, ours: string | null): string {
  return `${lines} of this laptop’s decisions were made for another database (${theirs}), not for the one that is set up (${ours}). They are kept, count here for nothing and do not go in by themselves. If they belong into this one all the same, put them in with “admit-one log replay --other-database” and the log’s files.`;
}
