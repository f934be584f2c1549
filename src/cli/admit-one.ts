import { Command, CommanderError } from 'commander';
import packageFile from '../../package.json' with { type: 'json' };
import { addCommands } from './commands.ts';
import { explainFailure } from './explain-failure.ts';

/** The `admit-one` command: a thin shell over the rooms of src/main. */
const program = new Command('admit-one')
  .description(
    'Lets every ticket in exactly once: the gate, its database and its practice, without a window.',
  )
  .version(packageFile.version)
  .configureOutput({ writeErr: (text) => process.stderr.write(text) })
  .exitOverride();

// Whoever read has gone (head, a pager that was left): the work goes on to its end, and only its words are lost.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

try {
  await addCommands(program, process.argv[2]);
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode;
  } else {
    process.stderr.write(`admit-one: ${explainFailure(error)}\n`);
    process.exitCode = 1;
  }
}
