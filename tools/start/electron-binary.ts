import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ROOT } from './root.ts';

const PACKAGE = path.join(ROOT, 'node_modules/electron');

/** Remembers that the binary could not be had, so that a closed network costs one attempt an hour. */
const FAILURE = path.join(ROOT, 'node_modules/.admit-one-no-electron');
const FAILURE_LASTS_MS = 3_600_000;

/** A slow line gets this long for some hundred megabytes. */
const DOWNLOAD_WITHIN_MS = 300_000;

/**
 * Electron's real binary, downloaded when it is not there, or null where it is not to be had. `ADMIT_ONE_STAND_IN=1` does
 * without it.
 */
export async function findElectron(onDownload: () => void): Promise<string | null> {
  if (process.env['ADMIT_ONE_STAND_IN'] === '1') return null;
  const installed = await installedBinary();
  if (installed !== null || (await hasFailedLately())) return installed;
  onDownload();
  await download();
  const downloaded = await installedBinary();
  if (downloaded === null) await writeFile(FAILURE, '');
  return downloaded;
}

type BinaryPlaces = {
  readonly packageFolder?: string;
  readonly environment?: NodeJS.ProcessEnv;
  readonly platform?: NodeJS.Platform;
};

/** Where the package says that its binary is, or `ELECTRON_OVERRIDE_DIST_PATH`; null when none is there. The package's own `require` would download it there and then. */
export async function installedBinary({
  packageFolder = PACKAGE,
  environment = process.env,
  platform = process.platform,
}: BinaryPlaces = {}): Promise<string | null> {
  const pathFile = path.join(packageFolder, 'path.txt');
  const name = existsSync(pathFile) ? (await readFile(pathFile, 'utf8')).trim() : null;
  const chosen = environment['ELECTRON_OVERRIDE_DIST_PATH'] || null;
  // A distribution that was put there by hand needs no word of the package’s installer.
  const file = name ?? (chosen === null ? null : binaryName(platform));
  if (file === null) return null;
  const binary = path.join(chosen ?? path.join(packageFolder, 'dist'), file);
  return existsSync(binary) ? binary : null;
}

/** What the binary is called in a distribution of Electron. */
function binaryName(platform: NodeJS.Platform): string {
  switch (platform) {
    case 'win32':
      return 'electron.exe';
    case 'darwin':
      return 'Electron.app/Contents/MacOS/Electron';
    default:
      return 'electron';
  }
}

async function hasFailedLately(): Promise<boolean> {
  try {
    return Date.now() - (await stat(FAILURE)).mtimeMs < FAILURE_LASTS_MS;
  } catch {
    return false;
  }
}

async function download(): Promise<void> {
  const child = spawn(process.execPath, [path.join(PACKAGE, 'install.js')], {
    stdio: 'ignore',
    timeout: DOWNLOAD_WITHIN_MS,
  });
  // What became of it shows in whether the binary is there.
  await new Promise((resolve) => {
    child.on('close', resolve);
    child.on('error', resolve);
  });
}
