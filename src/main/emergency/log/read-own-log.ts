import path from 'node:path';
import type { Finding } from './finding.ts';
import { joinParts } from './join-parts.ts';
import type { LogDisk } from './log-disk.ts';
import type { KnownPosition, LogLine, LogReading } from './log-reading.ts';
import { listParts } from './list-parts.ts';
import { readPart, type PartReading } from './read-part.ts';
import { groupParts, readLogs, unreadableFile } from './read-logs.ts';

/** What a gate finds of its own log when it opens it. */
export type OwnLog = {
  readonly lines: readonly LogLine[];
  readonly findings: readonly Finding[];
  /** Where the log goes on; null where a new one begins. */
  readonly end: { readonly logId: string; readonly sequence: number; readonly hash: string } | null;
  /** The newest part; null where there is none. */
  readonly newest: {
    readonly file: string;
    readonly length: number;
    readonly lineCount: number;
    /** The database that its first line names. */
    readonly databaseId: string | null;
    /** Whether it is whole to its last byte: only then may a line be added to it. */
    readonly isSound: boolean;
  } | null;
};

/** Reads all parts of the log of a gate and a concert. Never throws for what is on the disk. */
export async function readOwnLog(options: {
  readonly disk: LogDisk;
  readonly folder: string;
  readonly gateId: string;
  readonly concertId: number;
  readonly knownPosition: KnownPosition | null;
}): Promise<OwnLog> {
  const { disk, folder, knownPosition } = options;
  const { parts, findings, unreadable } = await readParts(options);
  const readings = groupParts(parts).map(joinParts);
  const newestPart = parts.at(-1) ?? null;
  const own = readings.find(({ files }) => files.includes(newestPart?.file ?? '')) ?? null;
  // Behind a newest part that can't be read the numbers that it gave are unknown: a new log gives none twice.
  const isEndKnown = unreadable <= (newestPart?.name?.part ?? 0);
  const missing = await findMissingEnd(knownPosition, readings, folder, disk);
  return {
    lines: readings.flatMap((reading) => reading.lines),
    findings: [...readings.flatMap((reading) => reading.findings), ...findings, ...missing],
    end: isEndKnown ? endOf(own, knownPosition) : null,
    newest:
      newestPart === null
        ? null
        : {
            file: newestPart.file,
            length: newestPart.bytes.length,
            lineCount: newestPart.lines.length,
            databaseId: newestPart.begun?.databaseId ?? null,
            isSound:
              isEndKnown &&
              newestPart.begun !== null &&
              newestPart.findings.length === 0 &&
              newestPart.tornLineNumber === null &&
              missing.length === 0,
          },
  };
}

/** Parts in their order; `unreadable` is the highest number of a part that could not be read, or 0. */
async function readParts(options: {
  readonly disk: LogDisk;
  readonly folder: string;
  readonly gateId: string;
  readonly concertId: number;
}): Promise<{
  readonly parts: readonly PartReading[];
  readonly findings: readonly Finding[];
  readonly unreadable: number;
}> {
  const { disk, folder, gateId, concertId } = options;
  const parts: PartReading[] = [];
  const findings: Finding[] = [];
  let unreadable = 0;
  for (const name of await listParts(disk, folder, gateId, concertId)) {
    const file = path.join(folder, name.fileName);
    try {
      parts.push(readPart(file, await disk.read(file)));
    } catch (error) {
      findings.push(unreadableFile(file, error));
      unreadable = name.part;
    }
  }
  return { parts, findings, unreadable };
}

function endOf(own: LogReading | null, known: KnownPosition | null): OwnLog['end'] {
  const position = own?.position ?? null;
  if (position === null || known?.logId !== position.logId || known.sequence <= position.sequence)
    return position;
  // The numbers of lines that are gone are not given again: they may be in the database.
  return { ...position, sequence: known.sequence, hash: known.hash ?? position.hash };
}

/** Compares the end of the log with what was on record elsewhere. */
async function findMissingEnd(
  known: KnownPosition | null,
  readings: readonly LogReading[],
  folder: string,
  disk: LogDisk,
): Promise<Finding[]> {
  if (known === null) return [];
  let reading = readings.find(({ logId }) => logId === known.logId);
  if (reading === undefined) {
    // The position may be another concert's log's: that is read only now, because it is rare.
    const folderCanBeRead = await disk.list(folder).then(
      () => true,
      () => false,
    );
    reading = (folderCanBeRead ? await readLogs([folder]) : []).find(({ logId }) => logId === known.logId);
  }
  const base = { kind: 'missing-lines', isFault: true, lineNumber: null } as const;
  if (reading === undefined) {
    const words = `A log of this gate is gone: ${known.logId} had come to sequence ${known.sequence}, and no file of it is in ${folder}.`;
    return [{ ...base, file: null, words }];
  }
  const has = reading.position?.sequence ?? -1;
  if (has >= known.sequence) return [];
  const words = `Lines are missing at the end: sequence ${has + 1} to ${known.sequence} were written and are not there any more.`;
  return [{ ...base, file: reading.files.at(-1) ?? null, words }];
}
