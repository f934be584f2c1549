import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { GuardianPlan } from './guardian.ts';
import { endProcess, isProcessOf, signal, waitUntilGone } from './processes.ts';

/** A server that runs, whoever holds it. */
export type ServerProcess = {
  readonly pid: number;
  /** The process that stops the server when we end, or null for a server that outlives us. */
  readonly guardianPid: number | null;
  readonly isAlive: () => Promise<boolean>;
  /** Stops it cleanly; kills it when that takes longer than the grace time. */
  readonly stop: () => Promise<void>;
  readonly kill: () => Promise<void>;
};

/** Time for a clean stop; InnoDB writes its dirty pages then. */
export const STOP_GRACE_MS = 30_000;

const GUARDIAN = path.join(import.meta.dirname, 'guardian.ts');

/** Starts the server under a guardian, so that it ends when this process does. */
export async function spawnGuarded(plan: GuardianPlan, mark: string): Promise<ServerProcess> {
  // NODE_OPTIONS of a test runner or debugger are not meant for the guardian.
  const { NODE_OPTIONS: _, ...env } = process.env;
  const guardian = spawn(process.execPath, [GUARDIAN, JSON.stringify(plan)], {
    detached: true,
    stdio: ['pipe', 'pipe', 'ignore'],
    env,
  });
  const ended = once(guardian, 'exit');
  // A guardian that is gone has nobody to tell any more.
  guardian.stdin.on('error', () => undefined);
  const pid = await readPid(guardian, plan.program);
  async function tell(order: 'stop' | 'kill'): Promise<void> {
    if (guardian.exitCode !== null || guardian.signalCode !== null) {
      // Somebody killed the guardian: the server is then ours to end.
      await endProcess(pid, mark, STOP_GRACE_MS);
      return;
    }
    guardian.stdin.write(`${order}\n`);
    await ended;
    await endProcess(pid, mark, STOP_GRACE_MS);
  }
  return {
    pid,
    guardianPid: guardian.pid ?? null,
    isAlive: () => isProcessOf(pid, mark),
    stop: () => tell('stop'),
    kill: () => tell('kill'),
  };
}

async function readPid(guardian: ChildProcess, program: string): Promise<number> {
  const { stdout } = guardian;
  if (stdout === null) throw new Error('The guardian has no standard output.');
  const lines = createInterface({ input: stdout });
  const message = await new Promise<{ readonly pid?: number; readonly error?: string }>((resolve) => {
    lines.once('line', (line) => resolve(JSON.parse(line) as { pid?: number; error?: string }));
    lines.once('close', () => resolve({ error: 'the guardian ended' }));
  });
  if (message.pid === undefined) throw new Error(`${program} could not be started: ${message.error}.`);
  return message.pid;
}

/** Starts the server so that it outlives this process. */
export async function spawnDetached(
  program: string,
  options: readonly string[],
  mark: string,
): Promise<ServerProcess> {
  const server = spawn(program, options, { detached: true, stdio: 'ignore' });
  await once(server, 'spawn');
  server.unref();
  return runningProcess(server.pid ?? 0, mark);
}

/** A server that an earlier process left running. */
export function runningProcess(pid: number, mark: string): ServerProcess {
  return {
    pid,
    guardianPid: null,
    isAlive: () => isProcessOf(pid, mark),
    stop: () => endProcess(pid, mark, STOP_GRACE_MS),
    async kill() {
      if (await isProcessOf(pid, mark)) signal(pid, 'SIGKILL');
      await waitUntilGone(pid, mark, STOP_GRACE_MS);
    },
  };
}
