import path from 'node:path';
import type { LogLine } from '#main/emergency/log/log-reading.ts';
import { timeAtDoor, type BookedAttempt } from './attempts.ts';
import { differenceOf, isOfLine } from './compare-line.ts';
import { type Found, found } from './found.ts';

/** Matches the lines of the logs with the attempts, which come page after page. */
export type LineMatching = {
  /** Lets an attempt find its lines; says what does not fit. */
  readonly note: (attempt: BookedAttempt) => readonly Found[];
  /** When all attempts have come: lines that none of them was of. */
  readonly finish: () => readonly Found[];
  /** Logs that attempts are of and that were not given: gate and number of attempts, by the log's id. */
  readonly notGiven: () => ReadonlyMap<string, { readonly gateId: string; readonly attempts: number }>;
};

/** A line's place in its log, as a key. */
export function placeKey({ logId, sequence }: Pick<LogLine, 'logId' | 'sequence'>): string {
  return `${logId} ${sequence}`;
}

/** Begins it. `setAside` has the places of the lines that were set aside: they are told for themselves. */
export function matchLines(given: {
  readonly lines: readonly LogLine[];
  /** Of the logs that were given, the ones without lines too. */
  readonly logIds: ReadonlySet<string>;
  readonly setAside: ReadonlySet<string>;
  readonly databaseId: string;
}): LineMatching {
  const { logIds, setAside, databaseId } = given;
  const byAttempt = Map.groupBy(given.lines, ({ entry }) => entry.attemptId);
  const matched = new Set<string>();
  const notGiven = new Map<string, { readonly gateId: string; readonly attempts: number }>();

  const isStrange = (line: LogLine): boolean => line.databaseId !== null && line.databaseId !== databaseId;

  function noteLineless({
    attemptId,
    ticketPurchaseId,
    gateId,
    logLine,
    ...attempt
  }: BookedAttempt): readonly Found[] {
    if (logLine !== null && !logIds.has(logLine.logId)) {
      const { attempts } = notGiven.get(logLine.logId) ?? { attempts: 0 };
      notGiven.set(logLine.logId, { gateId, attempts: attempts + 1 });
      return [];
    }
    const words =
      logLine === null
        ? 'It says that its gate decided it on its own, and names no line of a log.'
        : `Its line (${logLine.sequence} of log ${logLine.logId}) is not in the log that was given.`;
    const about = { attemptId, ticketPurchaseId, gateId, logLine, at: timeAtDoor(attempt) };
    return [found('emergency-attempt-without-line', words, about)];
  }

  return {
    note(attempt) {
      const lines = byAttempt.get(attempt.attemptId) ?? [];
      if (lines.length > 0) matched.add(attempt.attemptId);
      const hasOwnLine = attempt.decidedBy === 'database' || lines.some((line) => isOfLine(attempt, line));
      const admitting = lines.filter(({ entry }) => entry.verdict === 'admitted');
      return [
        ...(hasOwnLine ? [] : noteLineless(attempt)),
        ...lines.flatMap((line) => {
          // Of two admissions only one can be the attempt's: that there are two is told for itself.
          const isTwice = admitting.length > 1 && admitting.includes(line) && !isOfLine(attempt, line);
          if (isTwice || setAside.has(placeKey(line))) return [];
          const difference = differenceOf(line, attempt);
          if (difference === null) return [];
          return [aboutLine('log-line-differs', line, `${nameLine(line)}: ${difference}.`)];
        }),
      ];
    },
    finish() {
      const missing = given.lines.filter(
        (line) => !matched.has(line.entry.attemptId) && !setAside.has(placeKey(line)),
      );
      return [
        ...findTwice(byAttempt),
        ...missing
          .filter((line) => !isStrange(line))
          .map((line) => aboutLine('log-line-missing', line, `${nameLine(line)} is not in the database.`)),
        ...findStrange(missing.filter(isStrange)),
      ];
    },
    notGiven: () => notGiven,
  };
}

/** A refusal may be written again under its id, and be followed by an admission; an admission stands once. */
function findTwice(byAttempt: ReadonlyMap<string, readonly LogLine[]>): readonly Found[] {
  return [...byAttempt.values()].flatMap((lines) => {
    const [first, ...others] = lines.filter(({ entry }) => entry.verdict === 'admitted');
    if (first === undefined) return [];
    return others.map((line) =>
      aboutLine('log-line-twice', line, `${nameLine(line)} admits the same attempt as ${nameLine(first)}.`),
    );
  });
}

/** One a file: whoever brought a rehearsal's log along wants to hear of it once. */
function findStrange(lines: readonly LogLine[]): readonly Found[] {
  return [...Map.groupBy(lines, ({ file }) => file)].map(([file, own]) => {
    const words = `${path.basename(file)} has ${own.length} ${own.length === 1 ? 'line' : 'lines'} that were decided for another database and are not in this one.`;
    return found('log-of-other-database', words, { gateId: own[0]?.entry.gateId ?? null });
  });
}

function aboutLine(
  rule: 'log-line-differs' | 'log-line-missing' | 'log-line-twice',
  { logId, sequence, entry }: LogLine,
  words: string,
): Found {
  const { ticketPurchaseId, attemptId, gateId, doorTime, clockOffsetMs } = entry;
  const at = new Date(Date.parse(doorTime) + (clockOffsetMs ?? 0));
  return found(rule, words, { ticketPurchaseId, attemptId, gateId, at, logLine: { logId, sequence } });
}

function nameLine({ file, lineNumber }: LogLine): string {
  return `Line ${lineNumber} of ${path.basename(file)}`;
}
