import { readFileSync } from 'node:fs';
import path from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { z } from 'zod';
import type { LogLine } from '#main/emergency/log/log-reading.ts';
import { describeError } from '#main/log/describe-error.ts';
import type { Logger } from '#main/log/logger.ts';
import type { LineState } from './gate-type.ts';

/**
 * Which lines of this gate's logs have been replayed, so that a restart need not begin at the first line. Losing the file is
 * harmless: the database recognises what it has.
 */
export type ReplayedLines = {
  readonly stateOf: (line: Pick<LogLine, 'logId' | 'sequence'>) => LineState;
  /** `reason` is null for a line that is in the database. */
  readonly note: (results: readonly { readonly line: LogLine; readonly reason: string | null }[]) => void;
  /** A person has closed these, which were set aside. */
  readonly close: (lines: readonly Pick<LogLine, 'logId' | 'sequence'>[]) => void;
  /** Writes it down; what fails is logged, and replayed again after a restart. */
  readonly save: () => Promise<void>;
};

/** Sequence numbers that are in the database, as ranges from and to (both included), by log. */
const fileSchema = z.strictObject({
  version: z.literal(1),
  logs: z.array(
    z.strictObject({
      logId: z.string(),
      inDatabase: z.array(z.tuple([z.int(), z.int()])),
      setAside: z.array(z.strictObject({ sequence: z.int(), reason: z.string() })),
      /** Those of them that a person has closed; none in a file of an earlier program. */
      closed: z.array(z.int()).default([]),
    }),
  ),
});
type ReplayedFile = z.infer<typeof fileSchema>;

type OfLog = {
  readonly inDatabase: Set<number>;
  readonly setAside: Map<number, string>;
  readonly closed: Set<number>;
};

/** Reads the file back from the gate's `folder`. */
export function openReplayedLines(folder: string, log: Logger): ReplayedLines {
  const file = path.join(folder, 'replayed-lines.json');
  const logs = new Map<string, OfLog>();
  for (const { logId, inDatabase, setAside, closed } of readFile(file, log).logs) {
    logs.set(logId, {
      inDatabase: new Set(inDatabase.flatMap(([from, to]) => range(from, to))),
      setAside: new Map(setAside.map(({ sequence, reason }) => [sequence, reason])),
      closed: new Set(closed),
    });
  }

  function ofLog(logId: string): OfLog {
    const known = logs.get(logId) ?? { inDatabase: new Set(), setAside: new Map(), closed: new Set() };
    logs.set(logId, known);
    return known;
  }

  return {
    stateOf({ logId, sequence }) {
      const known = logs.get(logId);
      if (known?.inDatabase.has(sequence) === true) return { state: 'in-database' };
      const reason = known?.setAside.get(sequence);
      if (reason === undefined) return { state: 'pending' };
      return { state: known?.closed.has(sequence) === true ? 'closed' : 'set-aside', reason };
    },
    note(results) {
      for (const { line, reason } of results) {
        const known = ofLog(line.logId);
        if (reason === null) {
          known.inDatabase.add(line.sequence);
          // Somebody may have mended what was in its way.
          known.setAside.delete(line.sequence);
        } else known.setAside.set(line.sequence, reason);
      }
    },
    close(lines) {
      for (const { logId, sequence } of lines) ofLog(logId).closed.add(sequence);
    },
    async save() {
      const content: ReplayedFile = {
        version: 1,
        logs: [...logs].map(([logId, known]) => ({
          logId,
          inDatabase: rangesOf(known.inDatabase),
          setAside: [...known.setAside].map(([sequence, reason]) => ({ sequence, reason })),
          closed: [...known.closed],
        })),
      };
      try {
        await writeFileAtomic(file, JSON.stringify(content), { fsync: false, mode: 0o600 });
      } catch (error) {
        log.warn('Which lines have been replayed could not be written down', describeError(error));
      }
    },
  };
}

function readFile(file: string, log: Logger): ReplayedFile {
  try {
    return fileSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    const isNew = (error as NodeJS.ErrnoException).code === 'ENOENT';
    if (!isNew)
      log.warn('Which lines have been replayed could not be read: all go again', describeError(error));
    return { version: 1, logs: [] };
  }
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => from + at);
}

/** Puts numbers together into ranges. */
function rangesOf(numbers: ReadonlySet<number>): [number, number][] {
  const ranges: [number, number][] = [];
  for (const number of [...numbers].toSorted((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last !== undefined && last[1] === number - 1) last[1] = number;
    else ranges.push([number, number]);
  }
  return ranges;
}
