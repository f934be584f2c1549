import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

const COMMAND = path.resolve(import.meta.dirname, '../../../src/cli/admit-one.ts');

/** A monitor in a process of its own, that can be stopped for a while: starting one would cost more than it looks. */
export type OnlookerProcess = {
  readonly pause: () => void;
  readonly goOn: () => void;
  readonly close: () => Promise<void>;
};

/** Starts `admit-one monitor --real-time --json`; resolves after its first look. The control room looks as often, with the same code. */
export async function startOnlooker(databaseUrl: string, folder: string): Promise<OnlookerProcess> {
  const child: ChildProcess = spawn(process.execPath, [COMMAND, 'monitor', '--real-time', '--json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ADMIT_ONE_HOME: folder, ADMIT_ONE_DATABASE_URL: databaseUrl },
  });
  const exited = once(child, 'exit');
  if (child.stdout !== null) {
    await Promise.race([once(child.stdout, 'data'), exited]);
    // Read on, or the pipe fills up and it stops by itself.
    child.stdout.resume();
  }
  if (child.exitCode !== null) throw new Error('The monitor ended before its first look.');
  return {
    pause: () => child.kill('SIGSTOP'),
    goOn: () => child.kill('SIGCONT'),
    async close() {
      child.kill('SIGCONT');
      child.kill('SIGTERM');
      await exited;
    },
  };
}
