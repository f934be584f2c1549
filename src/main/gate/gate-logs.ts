import { type EmergencyLog, openEmergencyLog } from '#main/emergency/log/emergency-log.ts';
import type { LogDisk } from '#main/emergency/log/log-disk.ts';
import type { KnownPosition, LogLine } from '#main/emergency/log/log-reading.ts';
import { readLogs } from '#main/emergency/log/read-logs.ts';
import type { Snapshot } from '#main/emergency/snapshot/snapshot-types.ts';
import type { Logger } from '#main/log/logger.ts';
import type { BeatReport } from './beat.ts';
import type { LineState } from './gate-type.ts';
import { emergencyLogFolder } from './kept-folder.ts';
import { openLogDatabases } from './log-databases.ts';
import { openReplayedLines } from './replayed-lines.ts';

/** The emergency logs of one gate on this laptop: tonight's, which is written, and those of other nights. */
export type GateLogs = {
  /**
   * Resolves when all logs of this gate have been read back. No attempt may be judged before: the database would let in again
   * who stands in a log only.
   */
  readonly readBack: Promise<void>;
  /** The log of a concert, opened the first time; the one that was open for another concert is closed. */
  readonly openFor: (concert: { readonly id: number; readonly title: string }) => Promise<EmergencyLog>;
  /** The log that is open. */
  readonly current: () => EmergencyLog | null;
  /** The newest line of an attempt that was decided for this database, in the log that is open. */
  readonly findAttempt: (attemptId: string) => LogLine | null;
  /** The lines of the open log that were decided for this database. */
  readonly lines: () => readonly LogLine[];
  /** Lines that are neither in the database nor set aside, in order, of all the logs of this gate. */
  readonly pending: () => readonly LogLine[];
  readonly setAside: () => readonly { readonly line: LogLine; readonly reason: string }[];
  readonly stateOf: (line: LogLine) => LineState;
  /** What a replay came to; `reason` is null for a line that is in the database. */
  readonly noteReplayed: (
    results: readonly { readonly line: LogLine; readonly reason: string | null }[],
  ) => Promise<void>;
  /** Lines that were decided for another database and are not known to be in this one: they do not go in by themselves. */
  readonly ofOtherDatabases: () => readonly LogLine[];
  /** What was found wrong with the log, and lines that wait for a person, in words. */
  readonly findings: () => readonly string[];
  /** What the heartbeat says of them. */
  readonly report: () => Omit<BeatReport, 'clockOffsetMs' | 'clockUncertaintyMs'>;
  /** What the database has on record of the log's end: a log that is shorter has lost lines. */
  readonly compareWith: (position: KnownPosition) => void;
  readonly close: () => Promise<void>;
};

type OpenLog = {
  readonly concert: { readonly id: number; readonly title: string };
  readonly log: EmergencyLog;
};

/** Makes the gate's way to its logs. `onLines` is called with the lines of a log when it has been read back. */
export function openGateLogs(options: {
  /** The folder of what gates keep, and the gate's own folder in it. */
  readonly folder: string;
  readonly gateFolder: string;
  readonly gateId: string;
  /** Host, port and name. */
  readonly databaseIdentity: string;
  readonly programVersion: string;
  /** The disk that is written; this laptop's unless a test has its own. */
  readonly disk?: LogDisk;
  readonly snapshot: Snapshot;
  readonly onLines: (lines: readonly LogLine[]) => void;
  readonly log: Logger;
}): GateLogs {
  const { gateId, programVersion, snapshot } = options;
  const folder = emergencyLogFolder(options.folder);
  const replayed = openReplayedLines(options.gateFolder, options.log);
  const databases = openLogDatabases(options.gateFolder, options.databaseIdentity, options.log);
  const isOurs = (line: LogLine): boolean => databases.otherOf(line) === null;
  let open: OpenLog | null = null;
  let isClosed = false;
  /** Of other nights, as far as they are not in the database. */
  let others: readonly LogLine[] = [];
  /** Where the database had a log of this gate ending when this gate was started. */
  let recorded: KnownPosition | null = null;
  /** Opening and closing go one after the other: one process, one lock. */
  let queue: Promise<unknown> = Promise.resolve();

  async function reopen(concert: OpenLog['concert'], knownPosition: KnownPosition | null): Promise<void> {
    await open?.log.close();
    const log = await openEmergencyLog({
      folder,
      gateId,
      concert,
      programVersion,
      ...(options.disk === undefined ? {} : { disk: options.disk }),
      knownPosition,
      log: options.log.named('emergency-log'),
      onTakenOver: (lines) => options.onLines([...others, ...lines].filter(isOurs)),
    });
    open = { concert, log };
    const own = new Set(log.lines().map(({ logId }) => logId));
    others = notInDatabase(await readAll()).filter(({ logId }) => !own.has(logId));
    options.onLines([...others, ...log.lines()].filter(isOurs));
  }

  /** Reads the log again with what the database knows of its end, where that is more than there is. */
  async function findMissingEnd(): Promise<void> {
    const end = open?.log.position() ?? null;
    if (open === null || isClosed || recorded === null || end?.logId !== recorded.logId) return;
    if (end.sequence < recorded.sequence) await reopen(open.concert, recorded);
  }

  async function readAll(): Promise<readonly LogLine[]> {
    const readings = await readLogs([folder]);
    return readings.filter((reading) => reading.gateId === gateId).flatMap((reading) => reading.lines);
  }

  function notInDatabase(all: readonly LogLine[]): readonly LogLine[] {
    return all.filter((line) => replayed.stateOf(line).state !== 'in-database');
  }

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = queue.then(work);
    queue = done.catch(() => undefined);
    return done;
  }

  const readBack = inTurn(async () => {
    const all = await readAll();
    await databases.begin(all);
    others = notInDatabase(all);
    options.onLines(others.filter(isOurs));
  });

  const lines = (): readonly LogLine[] => [...others, ...(open?.log.lines() ?? [])];
  const pending = (): readonly LogLine[] =>
    lines().filter((line) => isOurs(line) && replayed.stateOf(line).state === 'pending');
  const ofOtherDatabases = (): readonly LogLine[] => notInDatabase(lines().filter((line) => !isOurs(line)));
  return {
    readBack,
    openFor(concert) {
      return inTurn(async () => {
        if (open?.concert.id !== concert.id && !isClosed) {
          await reopen(concert, snapshot.knownLogPosition());
          await findMissingEnd();
        }
        if (open === null) throw new Error('the gate’s logs are closed');
        return open.log;
      });
    },
    current: () => open?.log ?? null,
    findAttempt(attemptId) {
      const line = open?.log.findAttempt(attemptId) ?? null;
      return line !== null && isOurs(line) ? line : null;
    },
    lines: () => open?.log.lines().filter(isOurs) ?? [],
    pending,
    setAside: () =>
      lines().flatMap((line) => {
        if (!isOurs(line)) return [];
        const state = replayed.stateOf(line);
        return state.state === 'set-aside' ? [{ line, reason: state.reason }] : [];
      }),
    stateOf(line) {
      const state = replayed.stateOf(line);
      const other = databases.otherOf(line);
      return other === null || state.state === 'in-database'
        ? state
        : { state: 'set-aside', reason: `It was decided for another database (${other}).` };
    },
    ofOtherDatabases,
    findings: () => [
      ...(open?.log.findings().map(({ words }) => words) ?? []),
      ...[...Map.groupBy(ofOtherDatabases(), (line) => databases.otherOf(line))].map(
        ([database, { length }]) =>
          `${length} of this gate’s decisions were made for another database (${database}), not for the one that is set up (${options.databaseIdentity}). They are kept, count here for nothing and do not go in by themselves. If it is the same database under another address, put them in with “admit-one log replay” and the log’s files.`,
      ),
    ],
    async noteReplayed(results) {
      replayed.note(results);
      await replayed.save();
    },
    report() {
      const position = open?.log.position() ?? null;
      return {
        gateId,
        programVersion,
        pendingLines: pending().length,
        lastLogId: position?.logId ?? null,
        lastLogSequence: position?.sequence ?? null,
      };
    },
    compareWith(position) {
      // The first one only: what this gate writes from now on, the database has from it.
      recorded ??= position;
      void inTurn(findMissingEnd);
    },
    close() {
      return inTurn(async () => {
        isClosed = true;
        await open?.log.close();
        await replayed.save();
      });
    },
  };
}
