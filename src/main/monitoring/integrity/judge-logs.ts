import path from 'node:path';
import type { LogReading } from '#main/emergency/log/log-reading.ts';
import type { SetAsideLine } from '#main/emergency/replay/set-aside.ts';
import { SET_ASIDE_REASONS } from '#main/emergency/replay/outcome.ts';
import { type Found, found } from './found.ts';
import type { LogsLookedAt } from './integrity.ts';
import type { BookedGate } from './surroundings.ts';

/** Each log for itself: its chain, its gaps, and whether it ends where the gate said that it ends. */
export function judgeLogs(readings: readonly LogReading[], gates: readonly BookedGate[]): readonly Found[] {
  return readings.flatMap((reading) => [
    ...reading.findings
      .filter(({ isFault }) => isFault)
      .map(({ kind, file, lineNumber, words }) => {
        const where = [
          file === null ? 'A log' : path.basename(file),
          ...(lineNumber === null ? [] : [`line ${lineNumber}`]),
        ].join(', ');
        const rule = kind === 'missing-lines' ? 'log-gap' : 'log-broken';
        return found(rule, `${where}: ${words}`, { gateId: reading.gateId });
      }),
    ...findMissingEnd(reading, gates),
  ]);
}

/** A chain of hashes can't show that its end was cut off; the gate's heartbeat had told the database how far it went. */
function findMissingEnd(reading: LogReading, gates: readonly BookedGate[]): readonly Found[] {
  const { logId, position } = reading;
  const record = gates.find(({ lastLogId }) => lastLogId !== null && lastLogId === logId);
  const has = position?.sequence ?? -1;
  const told = record?.lastLogSequence ?? -1;
  if (record === undefined || told <= has) return [];
  const names = reading.files.map((file) => path.basename(file)).join(', ');
  const words = `${names}: lines are missing at the end: sequence ${has + 1} to ${told} were written, as the gate told the database, and are in no file that was read.`;
  return [found('log-gap', words, { gateId: record.gateId, at: record.seenAt })];
}

/**
 * Logs that the database knows of, by its attempts or by the gates' heartbeats, and that nobody brought. A heartbeat goes on naming
 * the log of an earlier concert: it counts only while lines wait in it.
 */
export function listNotGiven(facts: {
  readonly ofAttempts: ReadonlyMap<string, { readonly gateId: string; readonly attempts: number }>;
  readonly gates: readonly BookedGate[];
  readonly logIds: ReadonlySet<string>;
  readonly concertId: number | null;
}): LogsLookedAt['notGiven'] {
  const { ofAttempts, gates, logIds, concertId } = facts;
  const ofGates = gates.flatMap(({ gateId, lastLogId, pendingLines, concertId: at }) => {
    const isOfOther = pendingLines === 0 || (concertId !== null && at !== null && at !== concertId);
    const isKnown = lastLogId === null || logIds.has(lastLogId) || ofAttempts.has(lastLogId);
    return isOfOther || isKnown ? [] : [{ logId: lastLogId, gateId, attempts: 0 }];
  });
  return [...[...ofAttempts].map(([logId, one]) => ({ logId, ...one })), ...ofGates];
}

/** The same as faults. */
export function judgeNotGiven(notGiven: LogsLookedAt['notGiven']): readonly Found[] {
  return notGiven.map(({ logId, gateId, attempts }) => {
    const what =
      attempts === 0 ? 'lines that wait on that laptop are in it' : `${attempts} attempts are of it`;
    return found('gate-log-not-given', `Log ${logId} of gate ${gateId} was not given: ${what}.`, { gateId });
  });
}

/** What waits on a laptop, and what waits for a person. */
export function judgeWaiting(
  gates: readonly BookedGate[],
  setAside: readonly SetAsideLine[],
): readonly Found[] {
  return [
    ...gates
      .filter(({ pendingLines }) => pendingLines > 0)
      .map(({ gateId, pendingLines, seenAt }) =>
        found(
          'pending-lines',
          `Gate ${gateId} had ${pendingLines} ${pendingLines === 1 ? 'line' : 'lines'} that were not in the database when it was last heard of.`,
          { gateId, at: seenAt },
        ),
      ),
    ...setAside
      .filter(({ closing }) => closing === null)
      .map(({ logId, sequence, gateId, attemptId, ticketPurchaseId, reason, doorTime }) =>
        found('set-aside', `Line ${sequence} of log ${logId}: ${SET_ASIDE_REASONS[reason]}`, {
          gateId,
          attemptId,
          ticketPurchaseId,
          logLine: { logId, sequence },
          at: doorTime === null ? null : new Date(doorTime),
        }),
      ),
  ];
}
