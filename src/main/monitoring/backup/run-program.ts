import { type ChildProcess, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { redactText } from '#main/log/redact.ts';

/** A program that ended badly, in its own words. */
export class ProgramError extends Error {
  override readonly name = 'ProgramError';
}

/** A running program. */
export type Running = {
  readonly output: Readable;
  readonly input: Writable;
  /** Resolves when it ended well. Throws a ProgramError, or an AbortError when it was told to stop. */
  readonly ended: Promise<void>;
};

/** Enough of its complaints to tell what is wrong. */
const COMPLAINT_CHARACTERS = 2_000;

/** Starts a program with nothing but its words and this environment; it is ended when `signal` says so. */
export function startProgram(program: string, words: readonly string[], signal: AbortSignal): Running {
  const child = spawn(program, words, { stdio: ['pipe', 'pipe', 'pipe'], signal });
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    if (complaint.length < COMPLAINT_CHARACTERS) complaint += text;
  });
  // A program that ends while it is being fed breaks the pipe: how it ended is what counts.
  child.stdin.on('error', () => undefined);
  const ended = untilEnded(child, () => complaint);
  // Whoever feeds it may fail before anybody waits for its end.
  ended.catch(() => undefined);
  return { output: child.stdout, input: child.stdin, ended };
}

function untilEnded(child: ChildProcess, complaint: () => string): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (exitCode, endedBy) => {
      if (exitCode === 0) resolve();
      else
        reject(
          new ProgramError(tidy(complaint()) || `it ended with ${endedBy ?? `exit code ${exitCode ?? '?'}`}`),
        );
    });
  });
}

/** Its warnings are about the password's file and widths of integers; what stopped it comes last. */
function tidy(complaint: string): string {
  const lines = complaint
    .split('\n')
    .filter((line) => line.trim() !== '' && !/\[?warning\]?[ :(]/iu.test(line));
  return redactText(lines.slice(-3).join(' ').trim());
}
