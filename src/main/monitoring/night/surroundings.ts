import type { Night } from '#shared/night.ts';
import { ASK_ACKNOWLEDGEMENTS } from '../alerts/acknowledge.ts';
import type { OutageFacts } from '../alerts/facts.ts';
import {
  type GateRow,
  readGateRows,
  readNow,
  readNumber,
  readOpenConflicts,
  readOutages,
  readServerStatus,
  readSetAside,
} from './rows.ts';
import { ASK_CONNECTION_LIMIT, ASK_GATES, ASK_OUTAGES, ASK_SERVER, ASK_SET_ASIDE } from './statements.ts';

/** What every look asks besides the concert's attempts: the server, the gates, and what waits for a person. */

export const SURROUNDING_QUESTIONS: readonly string[] = [
  ASK_SERVER,
  ASK_CONNECTION_LIMIT,
  ASK_GATES,
  ASK_OUTAGES,
  ASK_SET_ASIDE,
  ASK_ACKNOWLEDGEMENTS,
];

export type Surroundings = {
  readonly now: Date;
  readonly server: Omit<Night['server'], 'lookMs'>;
  readonly gates: readonly GateRow[];
  readonly outages: readonly OutageFacts[];
  readonly setAside: ReturnType<typeof readSetAside>;
  /** As the database gave them. */
  readonly acknowledgements: unknown;
  readonly conflicts: ReturnType<typeof readOpenConflicts>;
};

/** Reads the answers to the clock, to these questions and to the one about conflicts. */
export function readSurroundings(answers: readonly unknown[]): Surroundings {
  const [now, status, limit, gates, outages, setAside, acknowledgements, conflicts] = answers;
  const valueOf = readServerStatus(status);
  return {
    now: readNow(now),
    server: {
      connections: valueOf('Threads_connected'),
      connectionLimit: readNumber(limit),
      rowLockWaits: valueOf('Innodb_row_lock_waits'),
      rowLockWaitMs: valueOf('Innodb_row_lock_time'),
      rowLockWaitsNow: valueOf('Innodb_row_lock_current_waits'),
    },
    gates: readGateRows(gates),
    outages: readOutages(outages),
    setAside: readSetAside(setAside),
    acknowledgements,
    conflicts: readOpenConflicts(conflicts),
  };
}
