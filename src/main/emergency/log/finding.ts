/** Something that was found wrong when a log was read back, or while it was written. Reported, and never mended in silence. */
export type Finding = {
  readonly kind: FindingKind;
  /** Full path; null where it is no file's. */
  readonly file: string | null;
  /** From 1, as a text editor counts; null where it is no line's. */
  readonly lineNumber: number | null;
  /**
   * False for what explains itself: a torn or disowned line that the log has gone on from. Nobody was ever answered on its
   * strength, and nothing is missing.
   */
  readonly isFault: boolean;
  /** A sentence or two for a person. */
  readonly words: string;
};

type FindingKind =
  /** A line without its end: a write that was cut off. It was never answered for and does not count. */
  | 'torn-line'
  /** A line whose hash is not that of its bytes, or that does not go on from the line before. */
  | 'broken-chain'
  /** A line that is whole and that this program cannot understand. */
  | 'unreadable-line'
  /** A line that was written and that the disk never confirmed: the log went on without it. */
  | 'disowned-line'
  /** Lines that are known from elsewhere, from a later line or from a later part, and are not there. */
  | 'missing-lines'
  /** A file that cannot be read, or that holds no log. */
  | 'unreadable-file'
  /** A file that was changed, moved or deleted while this program wrote to it. */
  | 'changed-file'
  /** The disk did not confirm what was read back. */
  | 'unconfirmed'
  /** Another program on this laptop writes this gate's log. */
  | 'gate-in-use';

/** The finding of a gate whose log another process writes. */
export function gateInUse(gateId: string): Finding {
  const words = `Another program on this laptop runs gate ${gateId}: only one may write its log.`;
  return { kind: 'gate-in-use', file: null, lineNumber: null, isFault: true, words };
}

/** The finding of a file that the disk did not confirm when it was opened again. */
export function unconfirmed(file: string): Finding {
  const words = 'The disk does not confirm what this file holds; the log goes on in its next part.';
  return { kind: 'unconfirmed', file, lineNumber: null, isFault: true, words };
}

/** The finding of a file that was touched by somebody else. */
export function changedFile(file: string): Finding {
  const words = 'The file was changed, moved or deleted by somebody else; the log goes on in its next part.';
  return { kind: 'changed-file', file, lineNumber: null, isFault: true, words };
}
