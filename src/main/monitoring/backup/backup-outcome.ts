/** Where a backup stands while it is made or put back. */
export type BackupProgress = {
  readonly tables: number;
  /** Null where nobody has counted them yet. */
  readonly tablesInAll: number | null;
  /** Of the dump's text, before it is packed. */
  readonly bytes: number;
};

/** What came of making a backup. */
export type BackupOutcome =
  | {
      readonly outcome: 'taken';
      readonly file: string;
      readonly bytes: number;
      readonly sha256: string;
      /** The dump shows the database as it was then, by the server's clock. */
      readonly takenAt: string;
      readonly tables: number;
      /** False when the database took no row about it: no other laptop knows of this backup. */
      readonly isOnRecord: boolean;
    }
  | BackupFailure;

/** A backup that could not be made or put back: nothing is left behind that could be taken for one. */
export type BackupFailure = {
  readonly outcome: 'failed';
  readonly problem: string;
  readonly advice: string;
};
