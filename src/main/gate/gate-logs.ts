import { type EmergencyLog, openEmergencyLog } from '#main/emergency/log/emergency-log.ts';
import type { LogDisk } from '#main/emergency/log/log-disk.ts';
import type { KnownPosition, LogLine } from '#main/emergency/log/log-reading.ts';
import type { UnreadableAdmission } from '#main/emergency/log/unreadable-admission.ts';
import type { Snapshot } from '#main/emergency/snapshot/snapshot-types.ts';
import type { Logger } from '#main/log/logger.ts';
import type { GateLogs } from './gate-logs-type.ts';
import type { LineState } from './gate-type.ts';
import { emergencyLogFolder } from './kept-folder.ts';
import { readLaptopLogs } from './laptop-logs.ts';
import { openLogDatabases } from './log-databases.ts';
import { ofOthersInWords, unreadableInWords } from './log-findings.ts';
import { openReplayedLines } from './replayed-lines.ts';

export type { GateLogs } from './gate-logs-type.ts';

/** Why a line of another database is not in this one. */
const OF_ANOTHER = 'It was decided for another database: see what was found wrong.';

type OpenLog = {
  readonly concert: { readonly id: number; readonly title: string };
  readonly log: EmergencyLog;
};

/**
 * Makes the gate's way to its logs. `onLines` is called when logs have been read back, and when it turns out which database
 * this is: with the lines that count here, and with those of other databases.
 */
export function openGateLogs(options: {
  /** The folder of what gates keep, and the gate's own folder in it. */
  readonly folder: string;
  readonly gateFolder: string;
  readonly gateId: string;
  readonly programVersion: string;
  /** The disk that is written; this laptop's unless a test has its own. */
  readonly disk?: LogDisk;
  readonly snapshot: Snapshot;
  readonly onLines: (lines: readonly LogLine[], ofOthers: readonly LogLine[]) => void;
  /** The same for lines that were damaged beyond reading: their ticket purchases count as admitted. */
  readonly onUnreadable: (
    unreadable: readonly UnreadableAdmission[],
    ofOthers: readonly UnreadableAdmission[],
  ) => void;
  readonly log: Logger;
}): GateLogs {
  const { gateId, programVersion, snapshot } = options;
  const folder = emergencyLogFolder(options.folder);
  const replayed = openReplayedLines(options.gateFolder, options.log);
  const databases = openLogDatabases(options.gateFolder, options.log);
  const isOurs = (line: LogLine): boolean => databases.otherOf(line) === null;
  let open: OpenLog | null = null;
  let isClosed = false;
  /** Of other nights and gates, as far as they are not in the database. */
  let others: readonly LogLine[] = [];
  let unreadable: readonly UnreadableAdmission[] = [];
  /** Where the database had a log of this gate ending when this gate was started. */
  let recorded: KnownPosition | null = null;
  /** Opening and closing go one after the other: one process, one lock. */
  let queue: Promise<unknown> = Promise.resolve();

  function tellOf(all: readonly LogLine[]): void {
    options.onLines(
      all.filter(isOurs),
      all.filter((line) => !isOurs(line)),
    );
    const here = unreadableHere();
    options.onUnreadable(
      here,
      unreadable.filter((one) => !here.includes(one)),
    );
  }

  async function reopen(concert: OpenLog['concert'], knownPosition: KnownPosition | null): Promise<void> {
    await open?.log.close();
    const log = await openEmergencyLog({
      folder,
      gateId,
      concert,
      programVersion,
      ...(options.disk === undefined ? {} : { disk: options.disk }),
      knownPosition,
      databaseId: databases.current,
      log: options.log.named('emergency-log'),
      onTakenOver: (lines) => tellOf([...others, ...lines]),
    });
    open = { concert, log };
    const own = new Set(log.lines().map(({ logId }) => logId));
    others = (await readOthers()).filter(({ logId }) => !own.has(logId));
    tellOf([...others, ...log.lines()]);
  }

  /** Reads the log again with what the database knows of its end, where that is more than there is. */
  async function findMissingEnd(): Promise<void> {
    const end = open?.log.position() ?? null;
    if (open === null || isClosed || recorded === null || end?.logId !== recorded.logId) return;
    if (end.sequence < recorded.sequence) await reopen(open.concert, recorded);
  }

  async function readOthers(): Promise<readonly LogLine[]> {
    const readings = await readLaptopLogs(folder, gateId);
    unreadable = readings.flatMap((reading) => reading.unreadable);
    return notInDatabase(readings.flatMap((reading) => reading.lines));
  }

  /** A damaged line that was replayed before is the database's to judge, and one of another database nobody's here. */
  const unreadableHere = (): readonly UnreadableAdmission[] =>
    unreadable.filter(
      ({ logId, sequence, databaseId }) =>
        databases.otherOf({ databaseId }) === null &&
        (logId === null || replayed.stateOf({ logId, sequence }).state !== 'in-database'),
    );

  function notInDatabase(all: readonly LogLine[]): readonly LogLine[] {
    return all.filter((line) => replayed.stateOf(line).state !== 'in-database');
  }

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = queue.then(work);
    queue = done.catch(() => undefined);
    return done;
  }

  const readBack = inTurn(async () => {
    others = await readOthers();
    tellOf(others);
  });

  const lines = (): readonly LogLine[] => [...others, ...(open?.log.lines() ?? [])];
  const stateOf = (line: LogLine): LineState => {
    const state = replayed.stateOf(line);
    return isOurs(line) || state.state === 'in-database' ? state : { state: 'set-aside', reason: OF_ANOTHER };
  };
  const pending = (): readonly LogLine[] =>
    lines().filter((line) => isOurs(line) && replayed.stateOf(line).state === 'pending');
  const ofOtherDatabases = (): readonly LogLine[] => notInDatabase(lines().filter((line) => !isOurs(line)));
  const setAside: GateLogs['setAside'] = () =>
    lines().flatMap((line) => {
      const state = stateOf(line);
      return state.state === 'set-aside' ? [{ line, reason: state.reason }] : [];
    });
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
    setAside,
    stateOf,
    ofOtherDatabases,
    confirmDatabase(databaseId) {
      const wasConfirmed = databases.isConfirmed();
      if (databases.confirm(databaseId) || !wasConfirmed) tellOf(lines());
    },
    isDatabaseConfirmed: databases.isConfirmed,
    databaseId: databases.current,
    findings: () => [
      ...(open?.log.findings().map(({ words }) => words) ?? []),
      ...unreadableHere().map(unreadableInWords),
      ...[...Map.groupBy(ofOtherDatabases(), databases.otherOf)].map(([theirs, { length }]) =>
        ofOthersInWords(length, theirs, databases.current()),
      ),
    ],
    async noteReplayed(results) {
      replayed.note(results);
      await replayed.save();
    },
    async noteClosed(closed) {
      replayed.close(closed);
      await replayed.save();
    },
    report() {
      const position = open?.log.position() ?? null;
      return {
        pendingLines: pending().length,
        setAsideLines: setAside().length,
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
