import { SentenceError } from '#shared/sentence-error.ts';
import { originOf } from '#main/log/describe-error.ts';
import { explainExportFailure } from '#main/emergency/export/export-failure.ts';
import type { BackupFailure } from './backup-outcome.ts';
import { ProgramError } from './run-program.ts';

/** A failure that is already in words. */
export class BackupError extends SentenceError {
  override readonly name = 'BackupError';
  readonly advice: string;

  constructor(problem: string, advice: string) {
    super(problem);
    this.advice = advice;
  }
}

/** Says to a person why a backup was not made in `place`, or not put back, and what to do. */
export function explainBackupFailure(error: unknown, place: string): BackupFailure {
  return { outcome: 'failed', ...wordsOf(error, place) };
}

function wordsOf(error: unknown, place: string): { readonly problem: string; readonly advice: string } {
  if (error instanceof BackupError) return { problem: error.message, advice: error.advice };
  if (error instanceof ProgramError) {
    return {
      problem: `The server’s tool gave up: ${error.message}`,
      advice: 'Put right what it says, then try again.',
    };
  }
  if (error instanceof Error && error.name === 'AbortError') {
    return {
      problem: 'It was stopped.',
      advice: 'Nothing unfinished is left behind; start it again when you like.',
    };
  }
  const { code } = originOf(error);
  if (code === 'EEXIST' || code === 'ENOTDIR') {
    return {
      problem: `${place} is not a folder: a file of that name is there, or on the way to it.`,
      advice: 'Name a folder for the backup. It is made where there is none.',
    };
  }
  return {
    problem: explainExportFailure(error, place),
    advice: code === 'ENOENT' ? 'Check the folder’s name.' : 'Then try again.',
  };
}
