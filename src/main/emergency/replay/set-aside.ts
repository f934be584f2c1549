import type { SessionPool } from '#main/database/session-pool.ts';
import type { SetAsideReason } from './outcome.ts';

/** A line that could not go in, as the database keeps it. */
export type SetAsideLine = {
  readonly logId: string;
  readonly sequence: number;
  readonly gateId: string;
  readonly reason: SetAsideReason;
  /** The line as it stands in its log. */
  readonly text: string;
  readonly setAsideAt: Date;
};

/** The lines that were set aside (of one gate, or null for all) and have not gone in since, oldest first. */
export function listSetAside(_pool: SessionPool, _gateId: string | null): Promise<readonly SetAsideLine[]> {
  return Promise.resolve([]);
}
