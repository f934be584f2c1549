import { Transform } from 'node:stream';
import { type ServerKind, serverKindOf } from './server-kind.ts';

/** What a dump's text says of itself, as far as it has been read. */
export type DumpWatch = {
  /** Looks at the next piece. */
  readonly note: (piece: Buffer) => void;
  /** Null for a text that is no dump. */
  readonly kind: () => ServerKind | null;
  /** Those that have begun. */
  readonly tables: () => number;
  readonly bytes: () => number;
  /** The tool writes its last line when everything else is out: without it the dump was cut off. */
  readonly isComplete: () => boolean;
};

/** In data a line break is written as \n, so a line of the text that begins so is the tool's own. */
const TABLE_MARK = Buffer.from('\n-- Table structure for table ');
const END_MARK = '\n-- Dump completed';
const HEAD_MARK = /^-- (?<maker>MySQL|MariaDB) dump /mu;

/** The first lines name the tool; the last one ends with a date. */
const HEAD_BYTES = 1_024;
const TAIL_BYTES = 256;

/** Watches a dump's text go by. */
export function watchDump(): DumpWatch {
  let head = Buffer.alloc(0);
  // The first line begins a line too.
  let tail = Buffer.from('\n');
  let tables = 0;
  let bytes = 0;
  return {
    note(piece) {
      bytes += piece.length;
      if (head.length < HEAD_BYTES) head = Buffer.concat([head, piece]).subarray(0, HEAD_BYTES);
      tables += countMarks(TABLE_MARK, tail, piece);
      tail = Buffer.concat([tail, piece.subarray(-TAIL_BYTES)]).subarray(-TAIL_BYTES);
    },
    kind() {
      const maker = HEAD_MARK.exec(head.toString('latin1'))?.groups?.['maker'];
      return maker === undefined ? null : serverKindOf(maker);
    },
    tables: () => tables,
    bytes: () => bytes,
    isComplete() {
      const end = tail.toString('latin1').trimEnd();
      const at = end.lastIndexOf(END_MARK);
      return at !== -1 && !end.slice(at + END_MARK.length).includes('\n');
    },
  };
}

/** A stage of a pipeline that lets everything through and shows it to the watch. */
export function watching(watch: DumpWatch, onPiece: () => void): Transform {
  return new Transform({
    transform(piece: Buffer, _encoding, done) {
      watch.note(piece);
      onPiece();
      done(null, piece);
    },
  });
}

/** A mark may be torn between two pieces; one that lies wholly in the last piece was counted then. */
function countMarks(mark: Buffer, tail: Buffer, piece: Buffer): number {
  const seam = Buffer.concat([
    tail.subarray(Math.max(0, tail.length - mark.length + 1)),
    piece.subarray(0, mark.length - 1),
  ]);
  return countIn(seam, mark) + countIn(piece, mark);
}

function countIn(text: Buffer, mark: Buffer): number {
  let count = 0;
  for (let at = text.indexOf(mark); at !== -1; at = text.indexOf(mark, at + 1)) count += 1;
  return count;
}
