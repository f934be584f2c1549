import { execFile } from 'node:child_process';
import { access } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);
const APT_OUTPUT_BYTES = 16 * 1024 ** 2;

/**
 * Installs packages where this is Debian (or its like) and we are root; false where it is not, or apt could not. `what` says in a
 * sentence what is being installed.
 */
export async function installFromDebian(
  packages: readonly string[],
  what: string,
  onProgress: (sentence: string) => void,
): Promise<boolean> {
  if (process.getuid?.() !== 0 || !(await isDebian())) return false;
  onProgress(`Installing ${what} ...`);
  try {
    // Lists that are out of date, or missing in a container, name packages that are no longer there.
    await runApt(['update']);
    await runApt(['install', '--no-install-recommends', ...packages]);
    return true;
  } catch (error) {
    const said = (error as { readonly stderr?: unknown }).stderr;
    onProgress(`apt-get could not install it: ${String(said ?? error).trim()}`);
    return false;
  }
}

async function runApt(order: readonly string[]): Promise<void> {
  // Another apt may be at work, on a machine that has just been set up.
  await run('apt-get', ['-qq', '-y', '-o', 'DPkg::Lock::Timeout=120', ...order], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    maxBuffer: APT_OUTPUT_BYTES,
  });
}

function isDebian(): Promise<boolean> {
  return access('/etc/debian_version').then(
    () => true,
    () => false,
  );
}
