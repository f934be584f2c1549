import { spawn } from 'node:child_process';
import path from 'node:path';
import { ROOT } from '../start/root.ts';

/** A door that nothing is behind: whatever packing wanted to download fails there at once, and loudly. */
const NOWHERE = 'http://127.0.0.1:9';

/** Packs the built program for Linux into `output` without an installer, from the Electron in `electronDist`. */
export async function packDirectory(electronDist: string, output: string): Promise<string> {
  const child = spawn(
    process.execPath,
    [
      path.join(ROOT, 'node_modules/electron-builder/cli.js'),
      '--linux',
      'dir',
      '--publish',
      'never',
      `-c.electronDist=${electronDist}`,
      `-c.directories.output=${output}`,
    ],
    {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, HTTPS_PROXY: NOWHERE, HTTP_PROXY: NOWHERE, NO_PROXY: '' },
    },
  );
  let said = '';
  const keep = (chunk: Buffer) => {
    said += chunk.toString();
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  if (code !== 0) throw new Error(`electron-builder failed:\n${said}`);
  return path.join(output, 'linux-unpacked');
}
