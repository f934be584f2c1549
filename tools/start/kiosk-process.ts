import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import type { KioskCommand } from './kiosk-command.ts';
import { ROOT } from './root.ts';

/** The exit code by which the kiosk asks its launcher to start it again; see src/main/electron/lifecycle.ts. */
const RELAUNCH_EXIT_CODE = 85;

/** Above the time that the kiosk gives its attempts in flight. */
const END_WITHIN_MS = 15_000;

export type KioskProcess = {
  /** The exit code, when the kiosk has ended for good. */
  readonly ended: Promise<number>;
  /** Ends the kiosk in order, and by force when it does not end. */
  readonly stop: () => Promise<void>;
};

/** Runs the kiosk, again and again for as long as it asks for that. */
export function runKiosk(command: KioskCommand, environment: Readonly<Record<string, string>>): KioskProcess {
  let child: ChildProcess | null = null;
  let isStopping = false;

  const runOnce = async (): Promise<number> => {
    const running = spawn(command.file, command.args, {
      cwd: ROOT,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: {
        ...process.env,
        ...command.environment,
        ...environment,
        // Its tie to us: when we are gone, however we went, it ends.
        ADMIT_ONE_LAUNCHER: String(process.pid),
      },
    });
    child = running;
    return new Promise((resolve, reject) => {
      running.on('error', reject);
      running.on('exit', (code, signal) => resolve(code ?? (signal === null ? 0 : 1)));
    });
  };
  const runToTheEnd = async (): Promise<number> => {
    for (;;) {
      const code = await runOnce();
      if (code !== RELAUNCH_EXIT_CODE || isStopping) return code;
    }
  };

  const ended = runToTheEnd();
  return {
    ended,
    stop: async () => {
      isStopping = true;
      child?.kill('SIGTERM');
      const force = setTimeout(() => child?.kill('SIGKILL'), END_WITHIN_MS);
      await ended.catch(() => 1);
      clearTimeout(force);
    },
  };
}
