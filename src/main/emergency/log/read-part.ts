import path from 'node:path';
import type { Finding } from './finding.ts';
import { readLine, type BegunContent, type LineContent, type LineRead } from './log-line.ts';
import { readPartFileName, type PartFileName } from './part-file-name.ts';

/** A line of a part, whole as far as its newline goes. */
export type PartLine = {
  readonly lineNumber: number;
  /** The line's own, or the place that it takes where it does not say. */
  readonly sequence: number;
  readonly content: LineContent | null;
  readonly text: string;
  /** Hashes that the next line may name: what the line claims and what its bytes have; empty where neither can be told. */
  readonly hashes: readonly string[];
  readonly isVerified: boolean;
};

/** One file of a log. */
export type PartReading = {
  readonly file: string;
  readonly name: PartFileName | null;
  readonly logId: string | null;
  readonly begun: BegunContent | null;
  readonly lines: readonly PartLine[];
  /** Torn ends aside: whether they are a fault depends on what follows. */
  readonly findings: readonly Finding[];
  /** The line at the end that has no newline, or null. */
  readonly tornLineNumber: number | null;
  /** As they were read: two files are the same part when their bytes are. */
  readonly bytes: Buffer;
};

const NEWLINE = 0x0a;

/** Reads the bytes of one part and follows its chain. Never throws, whatever the bytes. */
export function readPart(file: string, bytes: Buffer): PartReading {
  const findings: Finding[] = [];
  const lines: PartLine[] = [];
  let before: { readonly line: PartLine; readonly isReadable: boolean } | null = null;
  let logId: string | null = null;
  let isVerified = true;
  let start = 0;
  for (let end = bytes.indexOf(NEWLINE); end !== -1; end = bytes.indexOf(NEWLINE, start)) {
    const read = readLine(bytes.subarray(start, end));
    const lineNumber = lines.length + 1;
    logId ??= read.link?.logId ?? null;
    const problem = findBreak(read, before, logId);
    if (problem !== null) {
      isVerified = false;
      findings.push({ ...problem, file, lineNumber, isFault: true });
    } else if (read.content === null) {
      findings.push({
        kind: 'unreadable-line',
        file,
        lineNumber,
        isFault: true,
        words: 'The line is whole, but this program does not understand it: a newer one may.',
      });
    }
    const isOwnHashRight = read.claimedHash === read.computedHash;
    const place: number = before === null ? 0 : before.line.sequence + 1;
    const line: PartLine = {
      lineNumber,
      sequence: read.link !== null && (isOwnHashRight || before === null) ? read.link.sequence : place,
      content: read.content,
      text: read.text,
      hashes: read.claimedHash === null ? [] : [read.claimedHash, read.computedHash],
      isVerified,
    };
    lines.push(line);
    before = { line, isReadable: read.claimedHash !== null };
    start = end + 1;
  }
  const first = lines[0]?.content;
  const isEmpty = bytes.length === 0;
  return {
    file,
    name: readPartFileName(path.basename(file)),
    logId,
    begun: first?.kind === 'begun' ? first : null,
    lines,
    findings,
    tornLineNumber: start < bytes.length || isEmpty ? lines.length + 1 : null,
    bytes,
  };
}

/** Says why a line is not the next one of its chain, or null when it is. */
function findBreak(
  read: LineRead,
  before: { readonly line: PartLine; readonly isReadable: boolean } | null,
  logId: string | null,
): Pick<Finding, 'kind' | 'words'> | null {
  if (read.claimedHash === null) return broken('The line was changed: it does not end with its hash.');
  if (read.claimedHash !== read.computedHash)
    return broken('The line was changed: its hash is not that of its text.');
  if (read.link === null) return broken('The line does not say where in the chain it stands.');
  if (read.link.logId !== logId) return broken('The line belongs to another log.');
  const isFirst = before === null;
  if (read.content !== null && (read.content.kind === 'begun') !== isFirst) {
    return isFirst
      ? {
          kind: 'missing-lines',
          words: 'The file’s first lines are missing: it does not begin with “begun”.',
        }
      : broken('A part begins in the middle of a file.');
  }
  if (isFirst) return null;
  const expected = before.line.sequence + 1;
  if (read.link.sequence > expected) {
    const words = `Lines are missing before this one: sequence ${expected} should stand here, and this is ${read.link.sequence}.`;
    return { kind: 'missing-lines', words };
  }
  if (read.link.sequence < expected) {
    return broken(
      `The line is not in its place: sequence ${expected} should stand here, and this is ${read.link.sequence}.`,
    );
  }
  // A line before that was damaged beyond reading has been reported already.
  if (before.isReadable && !before.line.hashes.includes(read.link.previous)) {
    return broken('The line does not go on from the line before it: one of the two was exchanged.');
  }
  return null;
}

function broken(words: string): Pick<Finding, 'kind' | 'words'> {
  return { kind: 'broken-chain', words };
}
