import type { EntryContent } from './log-line.ts';
import type { Finding } from './finding.ts';
import type { UnreadableAdmission } from './unreadable-admission.ts';

/** A decision that stands in a log, and where it stands. The first lines of the parts are none. */
export type LogLine = {
  readonly logId: string;
  readonly sequence: number;
  readonly entry: EntryContent;
  /** The database that it was decided for, by its identity, as its part says; null where that doesn't. */
  readonly databaseId: string | null;
  /** The line as it stands in the file, without its newline. */
  readonly text: string;
  /** Full path. */
  readonly file: string;
  /** From 1, as a text editor counts. */
  readonly lineNumber: number;
  /** False from a broken link of the chain on, to the end of that file: nothing is hidden, but nobody vouches for it. */
  readonly isVerified: boolean;
};

/** How far a log has come. Kept elsewhere too, because a chain of hashes can't show that its end was cut off. */
export type LogPosition = { readonly logId: string; readonly sequence: number; readonly hash: string };

/** A log's last position as somebody else has it on record; the heartbeat's row keeps no hash. */
export type KnownPosition = {
  readonly logId: string;
  readonly sequence: number;
  readonly hash?: string | null;
};

/** A log that was read back, from one part or from all of them. */
export type LogReading = {
  /** Full paths, in the order of the parts. */
  readonly files: readonly string[];
  /** These four are null where no line could be read that says so. */
  readonly logId: string | null;
  readonly gateId: string | null;
  readonly concertId: number | null;
  readonly concertTitle: string | null;
  /** In the order they were written. */
  readonly lines: readonly LogLine[];
  /** Decisions whose lines were damaged beyond reading. */
  readonly unreadable: readonly UnreadableAdmission[];
  readonly findings: readonly Finding[];
  /** No finding is a fault: the chain is unbroken from the first line to the last. */
  readonly isWhole: boolean;
  /** How many decisions there are. */
  readonly entries: number;
  /** The earliest and the latest door time; null where there are no entries. */
  readonly from: string | null;
  readonly to: string | null;
  /** Of the last whole line; null where there is none. */
  readonly position: LogPosition | null;
};
