import type { CheckLine } from '#shared/system-check.ts';
import type { SessionPool } from '#main/database/session-pool.ts';

/** What a look at the database has to go by. */
export type Surroundings = {
  readonly pool: SessionPool;
  readonly isPractice: boolean;
  /** Null for the one whose entry is open or opens next. */
  readonly concertId: number | null;
  /** How many gates will scan at once. */
  readonly gatesWanted: number;
  /** This laptop's clock. */
  readonly now: () => Date;
};

/** What a line is about. */
export type Subject = Pick<CheckLine, 'id' | 'group' | 'title'>;

/** How it stands. */
export type Judgement = Pick<CheckLine, 'level' | 'finding' | 'advice'>;

/** One look, and the lines that it can say something about. */
export type Check = {
  readonly subjects: readonly Subject[];
  /** Left out while a migration is missing, which would put right what it finds. */
  readonly isAfterMigrating?: true;
  /** A subject that nothing can be told of has no line. Throws the database's error. */
  readonly look: (surroundings: Surroundings) => Promise<readonly CheckLine[]>;
};

export function green(finding: string): Judgement {
  return { level: 'green', finding, advice: null };
}

export function amber(finding: string, advice: string): Judgement {
  return { level: 'amber', finding, advice };
}

export function red(finding: string, advice: string): Judgement {
  return { level: 'red', finding, advice };
}

/** A line: its subject and how that stands. */
export function lineOf({ id, group, title }: Subject, judgement: Judgement): CheckLine {
  return { id, group, title, ...judgement };
}
