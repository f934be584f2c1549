import { Command } from 'commander';
import { expect, test } from 'vitest';
import { addCommands, COMMANDS } from './commands.ts';

async function namesFor(word?: string): Promise<readonly string[]> {
  const program = new Command('admit-one');
  await addCommands(program, word);
  return program.commands.map((command) => command.name());
}

/** Loading every room there is takes its time on a busy machine. */
const LOADING = { timeout: 60_000 };

test('each command is found by its own word, and brings nothing else along', LOADING, async () => {
  for (const word of Object.keys(COMMANDS)) expect(await namesFor(word)).toEqual([word]);
});

test('the help, and a word that is no command, have all of them', LOADING, async () => {
  const all = Object.keys(COMMANDS);
  expect(await namesFor()).toEqual(all);
  expect(await namesFor('help')).toEqual(all);
  expect(await namesFor('constructor')).toEqual(all);
});

test('the help of every command has an example', LOADING, async () => {
  const program = new Command('admit-one');
  await addCommands(program, undefined);
  const without: string[] = [];
  const look = (command: Command, name: string): void => {
    for (const each of command.commands) look(each, `${name} ${each.name()}`);
    if (command.commands.length > 0) return;
    let help = '';
    command.configureOutput({ writeOut: (text) => (help += text) });
    command.outputHelp();
    if (!/^Examples?:\s+admit-one /mu.test(help)) without.push(name);
  };
  look(program, 'admit-one');
  expect(without).toEqual([]);
});
