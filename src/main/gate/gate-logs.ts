import path from 'node:path';
import { type EmergencyLog, openEmergencyLog } from '#main/emergency/log/emergency-log.ts';
import type { KnownPosition, LogLine } from '#main/emergency/log/log-reading.ts';
import { readLogs } from '#main/emergency/log/read-logs.ts';
import type { Snapshot } from '#main/emergency/snapshot/snapshot-types.ts';
import type { Logger } from '#main/log/logger.ts';
import type { BeatReport } from './beat.ts';
import type { LineState } from './gate-type.ts';
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
  /** Lines that are neither in the database nor set aside, in order, of all the logs of this gate. */
  readonly pending: () => readonly LogLine[];
  readonly setAside: () => readonly { readonly line: LogLine; readonly reason: string }[];
  readonly stateOf: (line: LogLine) => LineState;
  /** What a replay came to; `reason` is null for a line that is in the database. */
  readonly noteReplayed: (
    results: readonly { readonly line: LogLine; readonly reason: string | null }[],
  ) => Promise<void>;
  /** What the heartbeat says of them. */
  readonly report: () => Omit<BeatReport, 'clockOffsetMs' | 'clockUncertaintyMs'>;
  /** What the database has on record of the log's end: a log that is shorter has lost lines. */
  readonly compareWith: (position: KnownPosition) => void;
  readonly close: () => Promise<void>;
};

/** The folder of all emergency logs, in the user-data folder. */
const LOG_FOLDER = 'emergency-log';

type OpenLog = {
  readonly concert: { readonly id: number; readonly title: string };
  readonly log: EmergencyLog;
};

/** Makes the gate's way to its logs. `onLines` is called with the lines of a log when it has been read back. */
export function openGateLogs(options: {
  /** The user-data folder, and the gate's own folder in it. */
  readonly folder: string;
  readonly gateFolder: string;
  readonly gateId: string;
  readonly programVersion: string;
  readonly snapshot: Snapshot;
  readonly onLines: (lines: readonly LogLine[]) => void;
  readonly log: Logger;
}): GateLogs {
  const { gateId, programVersion, snapshot } = options;
  const folder = path.join(options.folder, LOG_FOLDER);
  const replayed = openReplayedLines(options.gateFolder, options.log);
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
      knownPosition,
      log: options.log.named('emergency-log'),
      onTakenOver: (lines) => options.onLines([...others, ...lines]),
    });
    open = { concert, log };
    const own = new Set(log.lines().map(({ logId }) => logId));
    others = (await readAll()).filter(({ logId }) => !own.has(logId));
    options.onLines([...others, ...log.lines()]);
  }

  /** Reads the log again with what the database knows of its end, where that is more than there is. */
  async function findMissingEnd(): Promise<void> {
    const end = open?.log.position() ?? null;
    if (open === null || isClosed || recorded === null || end?.logId !== recorded.logId) return;
    if (end.sequence < recorded.sequence) await reopen(open.concert, recorded);
  }

  /** Lines of every log of this gate that are not in the database. */
  async function readAll(): Promise<readonly LogLine[]> {
    const readings = await readLogs([folder]);
    return readings
      .filter((reading) => reading.gateId === gateId)
      .flatMap((reading) => reading.lines)
      .filter((line) => replayed.stateOf(line).state !== 'in-database');
  }

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = queue.then(work);
    queue = done.catch(() => undefined);
    return done;
  }

  const readBack = inTurn(async () => {
    others = await readAll();
    options.onLines(others);
  });

  const lines = (): readonly LogLine[] => [...others, ...(open?.log.lines() ?? [])];
  const pending = (): readonly LogLine[] =>
    lines().filter((line) => replayed.stateOf(line).state === 'pending');
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
    pending,
    setAside: () =>
      lines().flatMap((line) => {
        const state = replayed.stateOf(line);
        return state.state === 'set-aside' ? [{ line, reason: state.reason }] : [];
      }),
    stateOf: replayed.stateOf,
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
