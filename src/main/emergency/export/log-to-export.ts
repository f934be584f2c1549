import type { Finding } from '../log/finding.ts';
import type { LogLine } from '../log/log-reading.ts';

/** What is taken away of a gate's emergency log. */
export type LogToExport = {
  readonly gateId: string;
  /** What the lists are headed with. */
  readonly title: string;
  readonly lines: readonly LogLine[];
  readonly findings: readonly Finding[];
  /** The log's own files, all parts. */
  readonly files: readonly string[];
};

/** A line in the words of the lists, the same in every kind of file. */
export type ListedLine = {
  readonly verdict: string;
  /** "rules", "lead" or "written by hand". */
  readonly basis: string;
  /** Who came, as far as the line says: a name that was written down, else the ticket purchase's number. */
  readonly guest: string;
  /** The last characters of the code, to compare with a ticket; empty where there was none. */
  readonly codeEnding: string;
  /** The lead's reason; empty where the rules decided. */
  readonly note: string;
};

export function inListWords({ entry }: LogLine): ListedLine {
  const ticket = entry.ticketPurchaseId === null ? '' : `ticket ${entry.ticketPurchaseId}`;
  const verdict = entry.verdict.replaceAll('-', ' ');
  if (entry.kind === 'entry') {
    const guest = ticket === '' ? entry.who : `${entry.who} (${ticket})`;
    return { verdict, basis: 'written by hand', guest, codeEnding: '', note: entry.reason };
  }
  const guest = ticket === '' ? 'unknown ticket' : ticket;
  return { verdict, basis: entry.basis, guest, codeEnding: entry.codeEnding, note: entry.note ?? '' };
}
