import type { GateState } from '#shared/gate-state.ts';
import type { LogProblem } from '#main/emergency/log/emergency-log.ts';
import type { Snapshot } from '#main/emergency/snapshot/snapshot-types.ts';
import type { LogLine } from '#main/emergency/log/log-reading.ts';
import type { Away, Breaker } from './breaker.ts';
import type { GateLogs } from './gate-logs.ts';
import type { Counts, Watch } from './watch.ts';
import type { Settings } from '#shared/settings.ts';
import type { GateConcert } from './concert-list.ts';

/** Puts the gate's state together from all who know a part of it. */
export function computeGateState(parts: {
  readonly settings: Settings;
  readonly isPractice: boolean;
  readonly breaker: Breaker;
  readonly watch: Watch;
  readonly snapshot: Snapshot;
  readonly logs: GateLogs;
}): GateState {
  const { settings, breaker, watch, snapshot, logs } = parts;
  const pending = logs.pending();
  const concert = watch.concert();
  const logProblem = logs.current()?.problem() ?? null;
  return {
    gate: { id: settings.gate.id, name: watch.gateName() },
    operator: settings.operator,
    concert: concertForState(concert),
    connection: connectionOf({
      away: breaker.away(),
      hasLooked: watch.hasLooked() && breaker.hasProbed(),
      pendingLines: pending.length,
      canDecideHere: concert !== null && snapshot.state() !== null,
      logProblem,
    }),
    counts: withPending(watch.counts(), pending, concert),
    emergency: {
      pendingLines: pending.length,
      setAsideLines: logs.setAside().length,
      openConflicts: watch.openConflicts(),
      ...snapshotForState(snapshot, { oldAfterMs: settings.snapshotOldAfterMs, now: new Date() }),
      logProblem,
    },
    isPractice: parts.isPractice,
  };
}

/** The database's counts, and whom this gate has let in that the database does not know of. */
function withPending(
  counts: Counts | null,
  pending: readonly LogLine[],
  concert: GateConcert | null,
): Counts | null {
  if (counts === null) return null;
  const letIn = pending.filter(
    ({ entry }) => entry.verdict === 'admitted' && entry.concertId === concert?.id,
  ).length;
  return { ...counts, admittedHere: counts.admittedHere + letIn, inside: counts.inside + letIn };
}

/** What the connection's state follows from. */
export type ConnectionFacts = {
  readonly away: Away | null;
  /** The database was looked at once, well or ill. */
  readonly hasLooked: boolean;
  readonly pendingLines: number;
  /** There is a concert and a snapshot to decide from. */
  readonly canDecideHere: boolean;
  readonly logProblem: LogProblem | null;
};

/** How the gate stands to its database. */
export function connectionOf(facts: ConnectionFacts): GateState['connection'] {
  const { away, logProblem } = facts;
  if (away === null) {
    if (!facts.hasLooked) return { state: 'connecting' };
    return { state: facts.pendingLines > 0 ? 'catching-up' : 'online' };
  }
  const { cause, since } = away;
  if (logProblem !== null) return { state: 'away', cause: logProblem };
  if (!facts.canDecideHere) return { state: 'away', cause };
  return { state: 'on-its-own', cause, since: since.toISOString() };
}

/** What the screen is told of the snapshot. */
function snapshotForState(
  snapshot: Snapshot,
  options: { readonly oldAfterMs: number; readonly now: Date },
): Pick<GateState['emergency'], 'snapshot' | 'copying'> {
  const state = snapshot.state();
  if (state === null) return { snapshot: null, copying: null };
  const { takenAt, isComplete, ticketPurchases } = state;
  const isOld = options.now.getTime() - takenAt.getTime() > options.oldAfterMs;
  return {
    snapshot: { takenAt: takenAt.toISOString(), isComplete, isOld, ticketPurchases },
    copying: snapshot.progress(),
  };
}

/** A concert as the screen is told of it. */
function concertForState(concert: GateConcert | null): GateState['concert'] {
  if (concert === null) return null;
  return {
    id: concert.id,
    title: concert.title,
    startsAt: concert.startsAt?.toISOString() ?? null,
    entryOpensAt: concert.entryOpensAt?.toISOString() ?? null,
    entryClosesAt: concert.entryClosesAt?.toISOString() ?? null,
  };
}
