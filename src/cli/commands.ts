import type { Command } from 'commander';

/** Adds a command, with all that begins with its word, to the program. */
type AddCommand = (program: Command) => void;

/**
 * The table of contents: one command a line, by the word it begins with, in the order of the help. Each is loaded when it is asked for: a
 * rehearsal starts ten gates on one computer, and none of them needs the report's fonts.
 */
export const COMMANDS: Readonly<Record<string, () => Promise<AddCommand>>> = {
  practice: async () => (await import('./commands/practice.ts')).addPracticeCommands,
  migrate: async () => (await import('./commands/migrate.ts')).addMigrateCommand,
  gate: async () => (await import('./commands/gate.ts')).addGateCommand,
  log: async () => (await import('./commands/log.ts')).addLogCommands,
  concert: async () => (await import('./commands/concert.ts')).addConcertCommands,
  conflicts: async () => (await import('./commands/conflicts.ts')).addConflictsCommands,
  pin: async () => (await import('./commands/pin.ts')).addPinCommand,
  rehearse: async () => (await import('./commands/rehearse.ts')).addRehearseCommand,
  check: async () => (await import('./commands/check.ts')).addCheckCommand,
  monitor: async () => (await import('./commands/monitor.ts')).addMonitorCommand,
  backup: async () => (await import('./commands/backup.ts')).addBackupCommand,
  restore: async () => (await import('./commands/restore.ts')).addRestoreCommand,
  report: async () => (await import('./commands/report.ts')).addReportCommand,
  verify: async () => (await import('./commands/verify.ts')).addVerifyCommand,
  logs: async () => (await import('./commands/logs.ts')).addLogsCommands,
};

/** Adds the command that `word` asks for, or all of them where it asks for none: the help names every one. */
export async function addCommands(program: Command, word: string | undefined): Promise<void> {
  const asked = word !== undefined && Object.hasOwn(COMMANDS, word) ? COMMANDS[word] : undefined;
  for (const load of asked === undefined ? Object.values(COMMANDS) : [asked]) {
    const add = await load();
    add(program);
  }
}
