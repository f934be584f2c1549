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
  readonly log: Logger;
  readonly now?: () => Date;
  readonly disk?: LogDisk;
};

/**
 * Opens a gate's log and reads it back. Never throws for what is on the disk: what is wrong stands in `findings` and
 * `problem`. The first file is created by the first append.
 */
export async function openEmergencyLog(options: EmergencyLogOptions): Promise<EmergencyLog> {
  const { folder, gateId, concert, programVersion, knownPosition, log } = options;
  const { now = () => new Date(), disk = realDisk } = options;
  let lock: GateLock | null = null;
  let lines: LogLine[] = [];
  const attempts = new Map<string, LogLine>();
  let findings: Finding[] = [];
  let problem: LogProblem | null = null;
  /** Of a log that has no line yet; kept, so that a first line that was not confirmed belongs to the same log. */
  const newLogId = uuidv7();
  let end: LogPosition | null = null;
  let part: OpenPart | null = null;
  let isClosed = false;
  /** Appends are written one after the other, in the order they came. */
  let queue: Promise<unknown> = Promise.resolve();

  /** Becomes the one writer, if it can. */
  async function takeLock(): Promise<void> {
    try {
      await disk.makeFolder(folder);
    } catch (error) {
      log.error('The folder of the emergency log cannot be made', describeError(error));
      problem = causeOf(error);
      return;
    }
    const taken = takeGateLock(path.join(folder, `${gateId}.lock`));
    if (taken.ok) {
      lock = taken.lock;
      problem = null;
    } else {
      log.error('The emergency log cannot be locked', describeError(taken.error));
      problem = taken.isInUse ? 'gate-in-use' : 'log-unwritable';
    }
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
      if (own.newest.isSound) part = taken;
      else await leave(taken, log);
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
    if (lock === null) {
      await takeLock();
      // What another process wrote in the meantime belongs to the log.
      if (lock !== null) await readBack();
    }
    if (lock === null) return { ok: false, cause: problem ?? 'log-unwritable' };
    const written = await write(entry);
    problem = written.ok ? null : written.cause;
    return written;
  }

  async function write(entry: NewEntry): Promise<Appended> {
    try {
      await leaveChangedPart();
      part ??= await createPart(disk, { folder, gateId, concertId: concert.id });
    } catch (error) {
      log.error('No new file of the emergency log can be created', describeError(error));
      return { ok: false, cause: causeOf(error) };
    }
    const logId = end?.logId ?? newLogId;
    const beginsPart = part.length === 0 ? part.part : null;
    const particulars = { gateId, concert, programVersion, logId, at: now() };
    const { bytes, line: composed } = composeLines({ ...particulars, entry, end, beginsPart });
    const written = await addToPart(disk, part, bytes, log);
    part = written.part;
    if (!written.ok) return { ok: false, cause: written.cause };
    const { content, text, hash } = composed;
    const { sequence } = content;
    const { file, lineCount: lineNumber } = written.part;
    end = { logId, sequence, hash };
    const line: LogLine = { logId, sequence, entry: content, text, file, lineNumber, isVerified: true };
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

  await takeLock();
  await readBack();
  return {
    append(entry) {
      if (isClosed) return Promise.resolve({ ok: false, cause: 'log-unwritable' });
      const appended = queue.then(() => appendNow(entry));
      queue = appended.catch(() => undefined);
      return appended;
    },
    lines: () => lines,
    findAttempt: (attemptId) => attempts.get(attemptId) ?? null,
    findings: () => findings,
    position: () => end,
    problem: () => problem,
    folder,
    async close() {
      isClosed = true;
      await queue;
      if (part !== null) await leave(part, log);
      part = null;
      lock?.letGo();
      lock = null;
    },
  };
}
