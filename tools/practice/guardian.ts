/**
 * A process of its own between us and a private server. It holds the reading end of a pipe whose other end only we have: when
 * we end, however that comes about (SIGKILL included), the pipe closes, and the guardian stops the server and cleans up. It has a
 * session of its own, so that Ctrl+C reaches us first and the server is still there for our last statements.
 *
 * usage: guardian.ts PLAN    (JSON: see `GuardianPlan`)
 * standard input: `stop` or `kill`, a line each; its end means `stop`
 * standard output: `{"pid": N}` once, `{"exitCode": N, "signal": NAME}` at the end
 */
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { createInterface } from 'node:readline';

export type GuardianPlan = {
  readonly program: string;
  readonly options: readonly string[];
  /** How long the server may take to stop before it is killed. */
  readonly graceMs: number;
  /** Removed as soon as the server is told to stop: nobody shall find it any more. */
  readonly stateFile: string;
  /** Removed when the server has ended. */
  readonly removeAtEnd: readonly string[];
  /** Removed too when the server ended because our process did: nobody else will. */
  readonly removeWhenOrphaned: readonly string[];
};

function guard(plan: GuardianPlan): void {
  const server = spawn(plan.program, plan.options, { stdio: 'ignore' });
  let isStopping = false;
  let isOrphaned = false;

  function stop(): void {
    if (isStopping) return;
    isStopping = true;
    remove(plan.stateFile);
    server.kill('SIGTERM');
    setTimeout(() => server.kill('SIGKILL'), plan.graceMs).unref();
  }

  function finish(exitCode: number | null, signal: string | null): void {
    const leftovers = isOrphaned ? plan.removeWhenOrphaned : [];
    for (const leftover of [plan.stateFile, ...plan.removeAtEnd, ...leftovers]) remove(leftover);
    say({ exitCode, signal });
    process.exit(0);
  }

  server.on('spawn', () => say({ pid: server.pid }));
  server.on('error', (error) => {
    say({ error: error.message });
    if (server.pid === undefined) finish(null, null);
  });
  server.on('exit', finish);
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, stop);

  createInterface({ input: process.stdin })
    .on('line', (line) => {
      if (line === 'kill') server.kill('SIGKILL');
      else stop();
    })
    .on('close', () => {
      isOrphaned = true;
      stop();
    });
}

function say(message: Readonly<Record<string, unknown>>): void {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}

function remove(target: string): void {
  rmSync(target, { recursive: true, force: true });
}

// With nobody left to read it, what the guardian says must not end it.
process.stdout.on('error', () => undefined);
guard(JSON.parse(process.argv[2] ?? '') as GuardianPlan);
