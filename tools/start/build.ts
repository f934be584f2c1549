import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { glob, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { whileLocked } from '../practice/folder-lock.ts';
import { ROOT } from './root.ts';

/** What the build reads. Tests are not among it. */
const SOURCES = [
  'src/{main,preload,renderer,shared}/**/*',
  'resources/**/*',
  'electron.vite.config.ts',
  'package.json',
  'package-lock.json',
];

/** Where the last build keeps the print of the sources that it was made from. */
const STAMP = path.join(ROOT, 'out/.sources');

/** Builds the program unless it is built from these very sources. Throws with the builder's words when it fails. */
export async function ensureBuilt(onBuild: () => void = () => {}): Promise<void> {
  await mkdir(path.dirname(STAMP), { recursive: true });
  await whileLocked(path.dirname(STAMP), async () => {
    const print = await fingerprint();
    if (existsSync(STAMP) && (await readFile(STAMP, 'utf8')) === print) return;
    onBuild();
    await build();
    await writeFile(STAMP, print);
  });
}

async function fingerprint(): Promise<string> {
  const hash = createHash('sha256');
  const files: string[] = [];
  for await (const entry of glob(SOURCES, { cwd: ROOT, withFileTypes: true })) {
    if (entry.isFile() && !/\.test\.tsx?$/u.test(entry.name)) {
      files.push(path.join(entry.parentPath, entry.name));
    }
  }
  for (const file of files.toSorted()) hash.update(path.relative(ROOT, file)).update(await readFile(file));
  return hash.digest('hex');
}

async function build(): Promise<void> {
  const child = spawn(
    process.execPath,
    [path.join(ROOT, 'node_modules/electron-vite/bin/electron-vite.js'), 'build', '--logLevel', 'warn'],
    { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, NO_COLOR: '1' } },
  );
  let output = '';
  const keep = (chunk: Buffer) => {
    output += chunk.toString();
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  if (code !== 0) throw new Error(`The build failed:\n${output}`);
}
