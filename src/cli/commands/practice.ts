import type { Command } from 'commander';
import { InvalidArgumentError } from 'commander';

type StartOptions = { readonly tickets: number; readonly detach?: true; readonly json?: true };

/** `admit-one practice start` and `admit-one practice stop`. */
export function addPracticeCommands(program: Command): void {
  const practice = program
    .command('practice')
    .description('a private database server with a concert to practise on, apart from every other database');
  practice
    .command('start')
    .description(
      'starts it, fills it with a concert tonight and prints its URL; one that runs is left as it is',
    )
    .option('--tickets <n>', 'how many ticket purchases', readTicketCount, 2_000)
    .option('--detach', 'leave it running; “practice stop” ends it')
    .option('--json', 'one line of JSON instead of sentences')
    .addHelpText('after', '\nExample: admit-one practice start --detach --json')
    .action(startPractice);
  practice
    .command('stop')
    .description('stops it')
    .option('--json', 'one line of JSON instead of sentences')
    .addHelpText('after', '\nExample: admit-one practice stop')
    .action(stopPractice);
}

async function startPractice(options: StartOptions): Promise<void> {
  // Loaded only when asked for: an installed kiosk has no practice server.
  const { readyPractice } = await import('../../../tools/practice/ready-practice.ts');
  const practice = await readyPractice({
    tickets: options.tickets,
    isDetached: options.detach === true,
    onProgress: (sentence) => process.stderr.write(`${sentence}\n`),
  });
  const { url, port, pid, kind, version, folder } = practice;
  process.stdout.write(
    options.json === true
      ? `${JSON.stringify({ url, port, pid, kind, version, folder, tickets: options.tickets })}\n`
      : `${url}\n`,
  );
  if (options.detach === true || !practice.isOurs) return;
  await new Promise<void>((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
  await practice.stop();
}

async function stopPractice(options: { readonly json?: true }): Promise<void> {
  const { stopPractice: stop } = await import('../../../tools/practice/practice-server.ts');
  const isStopped = await stop();
  if (options.json === true) process.stdout.write(`${JSON.stringify({ stopped: isStopped })}\n`);
  else
    process.stdout.write(
      isStopped ? 'The practice server is stopped.\n' : 'No practice server is running.\n',
    );
}

function readTicketCount(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 20 || count > 5_000_000) {
    throw new InvalidArgumentError('It takes a whole number from 20 to 5000000.');
  }
  return count;
}
