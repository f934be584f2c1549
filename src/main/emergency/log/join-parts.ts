import path from 'node:path';
import type { Finding } from './finding.ts';
import { NO_PREVIOUS_HASH } from './log-line.ts';
import type { LogLine, LogPosition, LogReading } from './log-reading.ts';
import type { PartLine, PartReading } from './read-part.ts';
import { fishAdmissions, type UnreadableAdmission } from './unreadable-admission.ts';

type PlacedLine = { readonly part: PartReading; readonly line: PartLine };

/** Puts the parts of one log together, in their order, and follows the chain from each to the next. */
export function joinParts(parts: readonly PartReading[]): LogReading {
  const ordered = withoutCopies(parts.toSorted((a, b) => partNumber(a) - partNumber(b)));
  const findings: Finding[] = [];
  let placed: PlacedLine[] = [];
  for (const [index, part] of ordered.entries()) {
    const hasGoneOn = ordered.slice(index + 1).some(({ begun }) => begun !== null);
    const link = linkPart(placed, part);
    placed = [...link.kept, ...placeLines(link.kept, part)];
    findings.push(...link.findings, ...part.findings, ...tornEnd(part, hasGoneOn));
  }
  const lines = placed.flatMap(toLogLine);
  const doorTimes = lines.map(({ entry }) => entry.doorTime).toSorted();
  const begun = ordered.find((part) => part.begun !== null)?.begun ?? null;
  const logId = ordered.find((part) => part.logId !== null)?.logId ?? null;
  const content = begun ?? placed.find(({ line }) => line.content !== null)?.line.content ?? null;
  return {
    files: ordered.map(({ file }) => file),
    logId,
    gateId: content?.gateId ?? null,
    concertId: content?.concertId ?? null,
    concertTitle: begun?.concertTitle ?? null,
    lines,
    unreadable: placed.flatMap((one) => unreadableOf(one, logId)),
    findings,
    isWhole: !findings.some(({ isFault }) => isFault),
    entries: lines.length,
    from: doorTimes[0] ?? null,
    to: doorTimes.at(-1) ?? null,
    position: positionOf(logId, placed),
  };
}

function partNumber(part: PartReading): number {
  return part.begun?.part ?? part.name?.part ?? Number.MAX_SAFE_INTEGER;
}

/** A file that is another one over again, or an earlier state of it, adds nothing: people copy logs around. */
function withoutCopies(parts: readonly PartReading[]): PartReading[] {
  return parts.filter(
    (part, index) =>
      !parts.some(
        (other, otherIndex) =>
          index !== otherIndex &&
          partNumber(other) === partNumber(part) &&
          other.bytes.subarray(0, part.bytes.length).equals(part.bytes) &&
          (other.bytes.length > part.bytes.length || otherIndex < index),
      ),
  );
}

/** Follows the chain from the lines so far into the next part; lines that it has gone on without are not kept. */
function linkPart(
  placed: readonly PlacedLine[],
  part: PartReading,
): { readonly kept: readonly PlacedLine[]; readonly findings: readonly Finding[] } {
  // A first line that can't be read has been reported already, and an empty part links nothing.
  if (part.begun === null) return { kept: placed, findings: [] };
  const { sequence, previous } = part.begun;
  const at = { file: part.file, lineNumber: 1, isFault: true } as const;
  const kept = placed.filter(({ line }) => line.sequence < sequence);
  const last = kept.at(-1);
  const lastSequence = last?.line.sequence ?? -1;
  if (lastSequence + 1 < sequence) {
    const words = `Lines are missing before this part: sequence ${lastSequence + 1} to ${sequence - 1} of this log are in no file that was read.`;
    return { kept: placed, findings: [{ kind: 'missing-lines', ...at, words }] };
  }
  const hashes = last === undefined ? [NO_PREVIOUS_HASH] : last.line.hashes;
  if (hashes.length > 0 && !hashes.includes(previous)) {
    const words = `The part does not go on from ${last === undefined ? 'nothing, as a log’s first part' : nameLine(last)}.`;
    return { kept: placed, findings: [{ kind: 'broken-chain', ...at, words }] };
  }
  const disowned = placed.filter(({ line }) => line.sequence >= sequence);
  return {
    kept,
    findings: disowned.map((line) => ({
      kind: 'disowned-line',
      file: line.part.file,
      lineNumber: line.line.lineNumber,
      isFault: false,
      words: `The disk never confirmed this line, so nobody was answered on it; it does not count, and the log goes on in ${path.basename(part.file)}.`,
    })),
  };
}

/** Gives the lines of a part whose first line can't be read the places that they take after the parts before. */
function placeLines(placed: readonly PlacedLine[], part: PartReading): PlacedLine[] {
  if (part.begun !== null) return part.lines.map((line) => ({ part, line }));
  const first = (placed.at(-1)?.line.sequence ?? -1) + 1;
  return part.lines.map((line, index) => ({
    part,
    line: { ...line, sequence: Math.max(line.sequence, first + index) },
  }));
}

function nameLine({ part, line }: PlacedLine): string {
  return `line ${line.lineNumber} of ${path.basename(part.file)}`;
}

function tornEnd(part: PartReading, hasGoneOn: boolean): Finding[] {
  if (part.tornLineNumber === null) return [];
  const { file, tornLineNumber: lineNumber } = part;
  const what =
    part.bytes.length === 0
      ? 'The file is empty: it was begun and cut off.'
      : 'The line was cut off in the middle of being written (a power cut, or a program that was killed).';
  const words = `${what} Nobody was answered on it, and it does not count${hasGoneOn ? '; the log goes on in its next part' : ''}.`;
  return [{ kind: 'torn-line', file, lineNumber, isFault: !hasGoneOn, words }];
}

function toLogLine({ part, line }: PlacedLine): LogLine[] {
  if (line.content === null || line.content.kind === 'begun') return [];
  const { logId, sequence } = line.content;
  const { text, lineNumber, isVerified } = line;
  const databaseId = part.begun?.databaseId ?? null;
  return [
    { logId, sequence, entry: line.content, databaseId, text, file: part.file, lineNumber, isVerified },
  ];
}

function unreadableOf({ part, line }: PlacedLine, logId: string | null): UnreadableAdmission[] {
  if (line.content !== null) return [];
  const { sequence, lineNumber } = line;
  const databaseId = part.begun?.databaseId ?? null;
  const at = { logId, sequence, databaseId, file: part.file, lineNumber };
  return fishAdmissions(line.text).map((found) => ({ ...at, ...found }));
}

function positionOf(logId: string | null, placed: readonly PlacedLine[]): LogPosition | null {
  const last = placed.at(-1);
  if (logId === null || last === undefined) return null;
  // The highest and not the last: in a damaged file lines may stand in any order, and no number may be given twice.
  const sequence = Math.max(...placed.slice(-last.part.lines.length).map(({ line }) => line.sequence));
  // The claimed hash comes first: of a damaged line it is the likelier one to be on record elsewhere.
  return { logId, sequence, hash: last.line.hashes[0] ?? NO_PREVIOUS_HASH };
}
