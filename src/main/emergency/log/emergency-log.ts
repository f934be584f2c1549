import path from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { describeError } from '#main/log/describe-error.ts';
import type { Logger } from '#main/log/logger.ts';
import { composeLines } from './compose-lines.ts';
import { changedFile, gateInUse, unconfirmed, type Finding } from './finding.ts';
import { takeGateLock, type GateLock } from './gate-lock.ts';
import { realDisk, type LogDisk } from './log-disk.ts';
import type { KnownPosition, LogLine, LogPosition } from './log-reading.ts';
import type { NewEntry } from './new-entry.ts';
import {
  addToPart,
  causeOf,
  createPart,
  leave,
  takeUpPart,
  type OpenPart,
  type WriteFailure,
} from './part-writer.ts';
import { readOwnLog } from './read-own-log.ts';

/** Why the log can't be written. */
export type LogProblem = WriteFailure | 'gate-in-use';

export type Appended =
  | { readonly ok: true; readonly line: LogLine }
  | { readonly ok: false; readonly cause: LogProblem };

/** The emergency log of a gate for a concert: what it decided without the database. Append-only; one process writes it. */
export type EmergencyLog = {
  /**
   * Writes a decision down. `ok` once it is on the disk, and not before; otherwise it does not count, and must not be shown.
   * @throws {z.ZodError} for an entry that could not be read back: a bug of the caller's.
   */
  readonly append: (entry: NewEntry) => Promise<Appended>;
  /** Every decision in all parts, in order. */
  readonly lines: () => readonly LogLine[];
  /** The newest line of an attempt. */
  readonly findAttempt: (attemptId: string) => LogLine | null;
  /** What was found wrong when the log was read back, or since. */
  readonly findings: () => readonly Finding[];
  /** Of the last line that was ever on the disk; null while there is none. */
  readonly position: () => LogPosition | null;
  /** Why the log can't be written, by the last append or by opening it; null when it can. */
  readonly problem: () => LogProblem | null;
  readonly folder: string;
  /** Waits for what is under way, and lets another process write. */
  readonly close: () => Promise<void>;
};

export type EmergencyLogOptions = {
  readonly folder: string;
  readonly gateId: string;
  readonly concert: { readonly id: number; readonly title: string };
  readonly programVersion: string;
  /** The log's last position as the snapshot or the database has it on record. */
  readonly knownPosition: KnownPosition | null;
  /** The database that is decided for now, by its identity; null while none is known. Another one begins another part. */
  readonly databaseId?: () => string | null;
  readonly log: Logger;
  /**
   * Called when another process has left the log to us after it was opened: its lines are there now, and whatever was made of
   * `lines` before is old.
   */
  readonly onTakenOver?: (lines: readonly LogLine[]) => void;
  readonly now?: () => Date;
  readonly disk?: LogDisk;
};

/** How often a log that another process writes, or that can't be locked, is asked for again. */
const ASK_AGAIN_MS = 1_000;

/**
 * Opens a gate's log and reads it back. Never throws for what is on the disk: what is wrong stands in `findings` and
 * `problem`. The first file is created by the first append.
 */
export async function openEmergencyLog(options: EmergencyLogOptions): Promise<EmergencyLog> {
  const { folder, gateId, concert, programVersion, knownPosition, log } = options;
  const { now = () => new Date(), disk = realDisk, databaseId = () => null } = options;
  let lock: GateLock | null = null;
  let lines: LogLine[] = [];
  const attempts = new Map<string, LogLine>();
  let findings: Finding[] = [];
  let problem: LogProblem | null = null;
  /** Of a log that has no line yet; kept, so that a first line that was not confirmed belongs to the same log. */
  const newLogId = uuidv7();
  let end: LogPosition | null = null;
  let part: OpenPart | null = null;
  /** The database that the part's first line names. */
  let partDatabaseId: string | null = null;
  let isClosed = false;
  /** Appends are written one after the other, in the order they came. */
  let queue: Promise<unknown> = Promise.resolve();

  /** Becomes the one writer, if it can. */
  async function takeLock(): Promise<void> {
    const before = problem;
    const taken = await disk.makeFolder(folder).then(
      () => takeGateLock(path.join(folder, `${gateId}.lock`)),
      (error: unknown) => ({ ok: false, isInUse: false, error }) as const,
    );
    if (taken.ok) {
      lock = taken.lock;
      problem = null;
      return;
    }
    problem = taken.isInUse ? 'gate-in-use' : causeOf(taken.error);
    // It is asked for again and again: said once is enough.
    if (problem !== before) log.error('The emergency log cannot be locked', describeError(taken.error));
  }

  /** Becomes the writer later than at the opening; true when there are lines now that nobody here knew of. */
  async function takeOver(): Promise<boolean> {
    if (lock !== null) return false;
    await takeLock();
    if (lock === null) return false;
    const known = lines.length;
    await readBack();
    options.onTakenOver?.(lines);
    return lines.length !== known;
  }

  async function readBack(): Promise<void> {
    const own = await readOwnLog({ disk, folder, gateId, concertId: concert.id, knownPosition });
    lines = [...own.lines];
    attempts.clear();
    for (const line of lines) attempts.set(line.entry.attemptId, line);
    end = own.end;
    findings = [];
    // While another process writes, its last line may look torn.
    for (const finding of problem === 'gate-in-use' ? [gateInUse(gateId)] : own.findings) report(finding);
    if (lock === null || own.newest === null) return;
    try {
      const taken = await takeUpPart(disk, own.newest, log);
      if (own.newest.isSound) {
        part = taken;
        partDatabaseId = own.newest.databaseId;
      } else await leave(taken, log);
    } catch (error) {
      log.error('The newest part of the emergency log cannot be taken up', describeError(error));
      report(unconfirmed(own.newest.file));
    }
  }

  function report(finding: Finding): void {
    findings.push(finding);
    const { kind, file, lineNumber, words } = finding;
    log.error(`Emergency log: ${words}`, { kind, file: file && path.basename(file), lineNumber });
  }

  async function appendNow(entry: NewEntry): Promise<Appended> {
    // What was decided without knowing what the other process has decided must be decided anew.
    if (await takeOver()) return { ok: false, cause: 'gate-in-use' };
    if (lock === null) return { ok: false, cause: problem ?? 'log-unwritable' };
    const written = await write(entry);
    problem = written.ok ? null : written.cause;
    return written;
  }

  async function write(entry: NewEntry): Promise<Appended> {
    try {
      await leaveChangedPart();
      await leavePartOfAnother();
      part ??= await createPart(disk, { folder, gateId, concertId: concert.id });
    } catch (error) {
      log.error('No new file of the emergency log can be created', describeError(error));
      return { ok: false, cause: causeOf(error) };
    }
    const logId = end?.logId ?? newLogId;
    const beginsPart = part.length === 0 ? part.part : null;
    if (beginsPart !== null) partDatabaseId = databaseId();
    const particulars = { gateId, concert, programVersion, databaseId: partDatabaseId, logId, at: now() };
    const { bytes, line: composed } = composeLines({ ...particulars, entry, end, beginsPart });
    const written = await addToPart(disk, part, bytes, log);
    part = written.part;
    if (!written.ok) return { ok: false, cause: written.cause };
    const { content, text, hash } = composed;
    const { sequence } = content;
    const { file, lineCount: lineNumber } = written.part;
    end = { logId, sequence, hash };
    const at = { databaseId: partDatabaseId, file, lineNumber };
    const line: LogLine = { logId, sequence, entry: content, text, ...at, isVerified: true };
    lines.push(line);
    attempts.set(content.attemptId, line);
    return { ok: true, line };
  }

  /** A file that somebody edited, moved or deleted is not written to any more: what was in it may be gone. */
  async function leaveChangedPart(): Promise<void> {
    if (part === null || (await part.handle.isUntouched(part.length))) return;
    report(changedFile(part.file));
    await leave(part, log);
    part = null;
  }

  /** A part is of one database: what was decided for another must not go into this one by itself. */
  async function leavePartOfAnother(): Promise<void> {
    if (part === null || part.length === 0 || partDatabaseId === databaseId()) return;
    await leave(part, log);
    part = null;
  }

  await takeLock();
  await readBack();
  const asking = setInterval(() => {
    if (lock === null) void inTurn(takeOver).catch(() => undefined);
  }, ASK_AGAIN_MS);
  asking.unref();

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = queue.then(work);
    queue = done.catch(() => undefined);
    return done;
  }

  return {
    append(entry) {
      if (isClosed) return Promise.resolve({ ok: false, cause: 'log-unwritable' });
      return inTurn(() => appendNow(entry));
    },
    lines: () => lines,
    findAttempt: (attemptId) => attempts.get(attemptId) ?? null,
    findings: () => findings,
    position: () => end,
    problem: () => problem,
    folder,
    async close() {
      isClosed = true;
      clearInterval(asking);
      await queue;
      if (part !== null) await leave(part, log);
      part = null;
      lock?.letGo();
      lock = null;
    },
  };
}
