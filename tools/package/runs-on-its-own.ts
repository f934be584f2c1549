import { spawn } from 'node:child_process';
import path from 'node:path';
import { ROOT } from '../start/root.ts';

const STARTS_WITHIN_MS = 60_000;

/** Where no server listens: the kiosk says so on its screen, which is enough to know that it runs. */
const NO_DATABASE = 'mysql://nobody@127.0.0.1:9/nothing';

/**
 * Starts the program that lies in `app` on the stand-in, far from the project's node_modules, and waits for its window's own
 * words in the log. Null when they come; else what came instead.
 */
export async function runsOnItsOwn(app: string, scratch: string): Promise<string | null> {
  const child = spawn(
    process.execPath,
    [path.join(ROOT, 'e2e/stand-in/run.ts'), path.join(app, 'out/main/main.js')],
    {
      cwd: scratch,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        ADMIT_ONE_HOME: path.join(scratch, 'home'),
        ADMIT_ONE_DATABASE_URL: NO_DATABASE,
        ADMIT_ONE_WINDOW: 'hidden',
        // The kiosk ends with us, and says what it logs.
        ADMIT_ONE_LAUNCHER: String(process.pid),
      },
    },
  );
  let said = '';
  const outcome = await new Promise<string | null>((resolve) => {
    const late = setTimeout(
      () => resolve(`The packed program did not show its window:\n${said}`),
      STARTS_WITHIN_MS,
    );
    const listen = (chunk: Buffer) => {
      said += chunk.toString();
      // Whatever the renderer says reached the log through preload, IPC and its wrapper.
      if (!/\(renderer\)/u.test(said)) return;
      clearTimeout(late);
      resolve(null);
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.on('exit', (code) => {
      clearTimeout(late);
      resolve(`The packed program ended (exit code ${code}):\n${said}`);
    });
  });
  if (child.exitCode === null) {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await ended;
  }
  return outcome;
}
