import type { Conflict } from '#shared/conflict.ts';
import type { LeadOverview, LogLineView } from '#shared/lead.ts';
import { SET_ASIDE_REASONS } from '#main/emergency/replay/outcome.ts';
import { listConflicts } from '#main/emergency/replay/conflicts.ts';
import type { LogLine } from '#main/emergency/log/log-reading.ts';
import type { LineState } from '#main/gate/gate-type.ts';
import { describeError } from '#main/log/describe-error.ts';
import type { Logger } from '#main/log/logger.ts';
import type { LeadGate } from './lead-gate.ts';

/** How many of the newest lines a person may want to look at. */
const NEWEST_LINES = 50;

const SNAPSHOT_IN_DOUBT =
  'The database has lost most of its ticket purchases, so this laptop keeps those that it knew. Tell the IT person: was a table emptied, or is a backup being restored?';

/** Gathers what the lead sees at a glance; what only the database knows is null while it is away. */
export async function lookOver(gate: LeadGate, logFolder: string, log: Logger): Promise<LeadOverview> {
  const emergencyLog = gate.emergencyLog();
  const newest = emergencyLog?.lines().slice(-NEWEST_LINES).toReversed() ?? [];
  return {
    lines: newest.map((line) => view(line, gate.stateOfLine(line))),
    setAside: gate.setAside().map(({ line, reason }) => view(line, { state: 'set-aside', reason })),
    conflicts: await findConflicts(gate, log),
    findings: [
      ...gate.findings(),
      ...(gate.snapshot()?.state()?.isInDoubt === true ? [SNAPSHOT_IN_DOUBT] : []),
    ],
    logFolder,
  };
}

async function findConflicts(gate: LeadGate, log: Logger): Promise<Conflict[] | null> {
  const { connection, concert } = gate.state();
  // Asking would only make the lead wait for what is known already.
  if (connection.state !== 'online' && connection.state !== 'catching-up') return null;
  try {
    return [...(await listConflicts(gate.database, { concertId: concert?.id ?? null, isOpenOnly: false }))];
  } catch (error) {
    log.warn('The conflicts could not be listed', describeError(error));
    return null;
  }
}

function view({ sequence, entry }: LogLine, line: LineState): LogLineView {
  return {
    sequence,
    doorTime: entry.doorTime,
    verdict: entry.verdict,
    basis: entry.basis,
    ticketPurchaseId: entry.ticketPurchaseId,
    note: entry.kind === 'entry' ? `${entry.who}: ${entry.reason}` : entry.note,
    state: line.state,
    reason: 'reason' in line ? inWords(line.reason) : null,
  };
}

function inWords(reason: string): string {
  return reason in SET_ASIDE_REASONS ? SET_ASIDE_REASONS[reason as keyof typeof SET_ASIDE_REASONS] : reason;
}
