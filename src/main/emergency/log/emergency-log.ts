import path from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { describeError } from '#main/log/describe-error.ts';
import type { Logger } from '#main/log/logger.ts';
import type { Finding } from './finding.ts';
import { takeGateLock, type GateLock } from './gate-lock.ts';
import { realDisk, type LogDisk } from './log-disk.ts';
import { composeBegun, composeEntry, NO_PREVIOUS_HASH } from './log-line.ts';
import type { KnownPosition, LogLine, LogPosition } from './log-reading.ts';
import { marked, type NewEntry } from './new-entry.ts';
import { addToPart, causeOf, createPart, leave, type OpenPart, type WriteFailure } from './part-writer.ts';
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
  /** Of the last line that is on the disk; null while there is none. */
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
  let end: LogPosition | null = null;
  let part: OpenPart | null = null;
  let isClosed = false;
  /** Appends are written one after the other, in the order they came. */
  let queue: Promise<unknown> = Promise.resolve();

  /** Becomes the one writer and reads back what is there; what another process wrote in the meantime is read then. */
  async function begin(): Promise<void> {
    const taken = await takeLock();
    lock = taken.ok ? taken.lock : null;
    problem = taken.ok ? null : taken.problem;
    const own = await readOwnLog({ disk, folder, gateId, concertId: concert.id, knownPosition });
    lines = [...own.lines];
    attempts.clear();
    for (const line of lines) attempts.set(line.entry.attemptId, line);
    end = own.end;
    // While another process writes, its last line may look torn.
    findings = problem === 'gate-in-use' ? [gateInUse(gateId)] : [...own.findings];
    for (const { kind, file, lineNumber, words } of findings) {
      log.error(`Emergency log: ${words}`, { kind, file: file && path.basename(file), lineNumber });
    }
    if (lock !== null && own.newest !== null) await takeUp(own.newest);
  }

  async function takeLock(): Promise<{ ok: true; lock: GateLock } | { ok: false; problem: LogProblem }> {
    try {
      await disk.makeFolder(folder);
    } catch (error) {
      log.error('The folder of the emergency log cannot be made', describeError(error));
      return { ok: false, problem: causeOf(error) };
    }
    const taken = takeGateLock(path.join(folder, `${gateId}.lock`));
    if (taken.ok) return taken;
    log.error('The emergency log cannot be locked', describeError(taken.error));
    return { ok: false, problem: taken.isInUse ? 'gate-in-use' : 'log-unwritable' };
  }

  /**
   * Makes sure that what was read is on the disk (a process that was killed between its write and its fsync leaves a line that
   * only memory has), and goes on in a part that is sound.
   */
  async function takeUp(newest: { file: string; length: number; lineCount: number; isSound: boolean }) {
    try {
      const handle = await disk.open(newest.file);
      const opened: OpenPart = { ...newest, part: 0, handle };
      try {
        await handle.sync();
        await disk.syncFolder(folder);
      } catch (error) {
        await leave(opened, log);
        throw error;
      }
      if (newest.isSound) part = opened;
      else await leave(opened, log);
    } catch (error) {
      report({
        kind: 'unconfirmed',
        file: newest.file,
        lineNumber: null,
        isFault: true,
        words: 'The disk does not confirm what this file holds; the log goes on in its next part.',
      });
      log.warn('The newest part of the emergency log cannot be taken up', describeError(error));
    }
  }

  function report(finding: Finding): void {
    findings.push(finding);
    const { kind, file, lineNumber, words } = finding;
    log.error(`Emergency log: ${words}`, { kind, file: file && path.basename(file), lineNumber });
  }

  async function appendNow(entry: NewEntry): Promise<Appended> {
    if (isClosed) return { ok: false, cause: 'log-unwritable' };
    if (lock === null) await begin();
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
    const composed = compose(part, entry);
    const written = await addToPart(disk, part, composed.bytes, log);
    part = written.part;
    if (!written.ok) return { ok: false, cause: written.cause };
    const { content, text, hash } = composed.line;
    end = { logId: content.logId, sequence: content.sequence, hash };
    const line: LogLine = {
      logId: content.logId,
      sequence: content.sequence,
      entry: content,
      text,
      file: written.part.file,
      lineNumber: written.part.lineCount,
      isVerified: true,
    };
    lines.push(line);
    attempts.set(content.attemptId, line);
    return { ok: true, line };
  }

  /** A file that somebody edited, moved or deleted is not written to any more: what was in it may be gone. */
  async function leaveChangedPart(): Promise<void> {
    if (part === null || (await part.handle.isUntouched(part.length))) return;
    const words =
      'The file was changed, moved or deleted by somebody else; the log goes on in its next part.';
    report({ kind: 'changed-file', file: part.file, lineNumber: null, isFault: true, words });
    await leave(part, log);
    part = null;
  }

  /** The lines to be written: the entry's, and before it the part's first line where there is none yet. */
  function compose(to: OpenPart, entry: NewEntry) {
    const common = {
      logId: end?.logId ?? uuidv7(),
      at: now().toISOString(),
      gateId,
      concertId: concert.id,
      programVersion,
    };
    const next = { sequence: (end?.sequence ?? -1) + 1, previous: end?.hash ?? NO_PREVIOUS_HASH };
    if (to.length > 0) {
      const line = composeEntry({ ...common, ...next, ...marked(entry) });
      return { bytes: [line.bytes], line };
    }
    const begun = composeBegun({
      ...common,
      ...next,
      kind: 'begun',
      part: to.part,
      concertTitle: concert.title,
    });
    const after = { sequence: next.sequence + 1, previous: begun.hash };
    const line = composeEntry({ ...common, ...after, ...marked(entry) });
    return { bytes: [begun.bytes, line.bytes], line };
  }

  await begin();
  return {
    append(entry) {
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
      await queue;
      isClosed = true;
      if (part !== null) await leave(part, log);
      part = null;
      lock?.letGo();
      lock = null;
    },
  };
}

function gateInUse(gateId: string): Finding {
  const words = `Another program on this laptop runs gate ${gateId}: only one may write its log.`;
  return { kind: 'gate-in-use', file: null, lineNumber: null, isFault: true, words };
}
