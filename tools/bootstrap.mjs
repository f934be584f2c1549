// The first thing that runs in a fresh clone, on whatever Node is there (20 or later) and with nothing installed: it
// installs the packages when the lock file has changed, then goes on in the Node that the project pins.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const pinnedNode = path.join(
  root,
  'node_modules/node/bin',
  process.platform === 'win32' ? 'node.exe' : 'node',
);

/** Installs the locked packages unless they are the ones that are there. */
function ensurePackages() {
  const stamp = path.join(root, 'node_modules/.admit-one-lock');
  const wanted = createHash('sha256')
    .update(readFileSync(path.join(root, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted && existsSync(pinnedNode)) return;
  console.error('Installing packages (about a minute, only after a change) ...');
  // Output goes to standard error: standard output belongs to the command that was asked for.
  // Not `npm ci`: it refuses a lock file that lacks another system's optional bindings, and a registry that has not (yet)
  // got all of them writes such a lock. The versions are the locked ones all the same, and nothing is written back.
  const install = spawnSync('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', process.stderr, process.stderr],
    shell: process.platform === 'win32',
  });
  if (install.status !== 0) {
    console.error('npm install failed: look at its message above, check the network, and start again.');
    process.exit(1);
  }
  writeFileSync(stamp, wanted);
}

/** How soon we notice that npm's shell is gone, in milliseconds. */
const LOOK_FOR_SHELL_EVERY_MS = 250;

/**
 * A SIGTERM to `npm` ends its shell, and the shell tells nobody: what it ran would go on alone, with its server. So the
 * end of whoever started us is our SIGTERM.
 */
function endWithStarter() {
  if (process.channel !== undefined) {
    process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
    process.channel.unref();
    return;
  }
  if (process.env['npm_lifecycle_event'] === undefined) return;
  const shell = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === shell) return;
    clearInterval(timer);
    process.kill(process.pid, 'SIGTERM');
  }, LOOK_FOR_SHELL_EVERY_MS);
  timer.unref();
}

/**
 * Runs `script` (a path from the project's root) with the rest of the arguments in the pinned Node: in this process when
 * it is that Node already, so that signals and standard input need no go-between.
 */
export async function run(script, args) {
  ensurePackages();
  endWithStarter();
  const target = path.join(root, script);
  if (
    process.version ===
    `v${JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')).devDependencies.node}`
  ) {
    process.argv = [process.argv[0], target, ...args];
    await import(pathToFileURL(target).href);
    return;
  }
  const bin = path.join(root, 'node_modules/.bin');
  const child = spawn(pinnedNode, [fileURLToPath(import.meta.url), script, ...args], {
    // The fourth is a line between us: when it breaks, the child knows that we are gone, however we went.
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: {
      ...process.env,
      PATH: `${path.dirname(pinnedNode)}${path.delimiter}${bin}${path.delimiter}${process.env.PATH}`,
    },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
}

if (process.argv[1] && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const [script, ...args] = process.argv.slice(2);
  await run(script, args);
}
