import type { Command } from 'commander';
import { addLogExportCommand } from './log-export.ts';
import { addLogReplayCommand } from './log-replay.ts';
import { addLogSetAsideCommand } from './log-set-aside.ts';
import { addLogVerifyCommand } from './log-verify.ts';

/** `admit-one log`: what can be done with emergency logs. A table of contents, one command a line. */
export function addLogCommands(program: Command): void {
  const log = program
    .command('log')
    .description('the emergency logs: what gates decided while the database was away');
  addLogVerifyCommand(log);
  addLogReplayCommand(log);
  addLogSetAsideCommand(log);
  addLogExportCommand(log);
}
