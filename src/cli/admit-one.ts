import { Command, CommanderError } from 'commander';
import packageFile from '../../package.json' with { type: 'json' };
import { addBackupCommand } from './commands/backup.ts';
import { addCheckCommand } from './commands/check.ts';
import { addConcertCommands } from './commands/concert.ts';
import { addConflictsCommands } from './commands/conflicts.ts';
import { addGateCommand } from './commands/gate.ts';
import { addLogCommands } from './commands/log.ts';
import { addLogsCommands } from './commands/logs.ts';
import { addMigrateCommand } from './commands/migrate.ts';
import { addMonitorCommand } from './commands/monitor.ts';
import { addPinCommand } from './commands/pin.ts';
import { addPracticeCommands } from './commands/practice.ts';
import { addRehearseCommand } from './commands/rehearse.ts';
import { addReportCommand } from './commands/report.ts';
import { addRestoreCommand } from './commands/restore.ts';
import { addVerifyCommand } from './commands/verify.ts';
import { explainFailure } from './explain-failure.ts';

/** The `admit-one` command: a thin shell over the rooms of src/main. A table of contents, one command a line. */
const program = new Command('admit-one')
  .description(
    'Lets every ticket in exactly once: the gate, its database and its practice, without a window.',
  )
  .version(packageFile.version)
  .configureOutput({ writeErr: (text) => process.stderr.write(text) })
  .exitOverride();

addPracticeCommands(program);
addMigrateCommand(program);
addGateCommand(program);
addLogCommands(program);
addConcertCommands(program);
addConflictsCommands(program);
addPinCommand(program);
addRehearseCommand(program);
addCheckCommand(program);
addMonitorCommand(program);
addBackupCommand(program);
addRestoreCommand(program);
addReportCommand(program);
addVerifyCommand(program);
addLogsCommands(program);

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode;
  } else {
    process.stderr.write(`admit-one: ${explainFailure(error)}\n`);
    process.exitCode = 1;
  }
}
