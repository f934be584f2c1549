import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { originOf } from '#main/log/describe-error.ts';
import { visitFolders } from '#main/log/visit-folders.ts';
import type { Finding } from './finding.ts';
import { joinParts } from './join-parts.ts';
import type { LogReading } from './log-reading.ts';
import { readPartFileName } from './part-file-name.ts';
import { readPart, type PartReading } from './read-part.ts';

/**
 * Reads logs back: `paths` are files, or folders in which, and below which, all logs are read. One reading a log, whatever the
 * order of the files; a file that can't be read, or is no log, and a given folder without any, is a reading with a finding. Never
 * throws for what is on the disk.
 */
export async function readLogs(paths: readonly string[]): Promise<LogReading[]> {
  const listed = await Promise.all(paths.map(listFiles));
  const files = [...new Set(listed.flatMap((list) => list.files))];
  const parts: PartReading[] = [];
  const strays: LogReading[] = listed.flatMap((list) => list.strays);
  for (const file of files) {
    try {
      parts.push(readPart(file, await readFile(file)));
    } catch (error) {
      strays.push(strayReading(file, unreadableFile(file, error)));
    }
  }
  return [...groupParts(parts).map(joinParts), ...strays];
}

/** Puts the parts of each log together. */
export function groupParts(parts: readonly PartReading[]): PartReading[][] {
  return [...Map.groupBy(parts, (part) => keyOf(part, parts)).values()];
}

/** A part that does not say which log it is of belongs to the log whose file name it bears. */
function keyOf(part: PartReading, parts: readonly PartReading[]): string {
  if (part.logId !== null) return part.logId;
  const sibling = parts.find(
    (other) =>
      other.logId !== null &&
      part.name !== null &&
      path.dirname(other.file) === path.dirname(part.file) &&
      other.name?.gateId === part.name.gateId &&
      other.name.concertId === part.name.concertId,
  );
  return sibling?.logId ?? part.file;
}

async function listFiles(
  given: string,
): Promise<{ readonly files: readonly string[]; readonly strays: readonly LogReading[] }> {
  const absolute = path.resolve(given);
  try {
    if (!(await stat(absolute)).isDirectory()) return { files: [absolute], strays: [] };
  } catch (error) {
    return { files: [], strays: [strayReading(absolute, unreadableFile(absolute, error))] };
  }
  const visited = await visitFolders(absolute, isGatesOwn);
  const files = visited.flatMap(({ folder, names }) =>
    names.filter((name) => readPartFileName(name) !== null).map((name) => path.join(folder, name)),
  );
  const strays = visited.flatMap(({ folder, error }) =>
    error === null ? [] : [strayReading(folder, unreadableFile(folder, error))],
  );
  const isEmpty =
    files.length === 0 && strays.length === 0 && !visited.some(({ names }) => isGatesOwn(names));
  return { files, strays: isEmpty ? [strayReading(absolute, noLogIn(absolute))] : strays };
}

/** A gate has its lock by its logs: a gate that never was on its own has no log there, and whatever is below is none of its. */
function isGatesOwn(names: readonly string[]): boolean {
  return names.some((name) => name.endsWith('.lock'));
}

/** Somebody gave the wrong folder: without a word the books would be proved from logs that nobody read. */
function noLogIn(folder: string): Finding {
  const words = `There is no emergency log in ${folder}, nor in the folders below it. Leave the folder of a gate out that never was on its own.`;
  return { kind: 'unreadable-file', file: folder, lineNumber: null, isFault: true, words };
}

/** The finding of a file that could not be read. */
export function unreadableFile(file: string, error: unknown): Finding {
  const { code } = originOf(error);
  const words =
    code === 'ENOENT' ? 'There is no such file.' : `The file cannot be read (${code ?? 'unknown error'}).`;
  return { kind: 'unreadable-file', file, lineNumber: null, isFault: true, words };
}

function strayReading(file: string, finding: Finding): LogReading {
  return { ...joinParts([]), files: [file], findings: [finding], isWhole: false };
}
