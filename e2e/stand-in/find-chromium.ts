import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';

/** Where browsers that can stand in are installed, best first. */
function candidates(environment: NodeJS.ProcessEnv): readonly string[] {
  const programs = [
    environment['PROGRAMFILES'],
    environment['PROGRAMFILES(X86)'],
    environment['LOCALAPPDATA'],
  ];
  return [
    environment['ADMIT_ONE_CHROMIUM'] ?? '',
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/usr/bin/google-chrome-stable',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    ...programs.flatMap((folder) =>
      folder === undefined ? [] : [path.join(folder, 'Google/Chrome/Application/chrome.exe')],
    ),
    chromium.executablePath(),
  ].filter((file) => file !== '');
}

/**
 * The browser for the stand-in; installs Debian's where there is none and it may. Throws with a sentence that says what to
 * install when it can't be had.
 */
export function requireChromium(say: (line: string) => void): string {
  const browser = findInstalled() ?? installOnDebian(say);
  if (browser !== null) return browser;
  throw new Error(
    'There is neither Electron nor a browser to stand in for it: install Chromium or Chrome, or set ADMIT_ONE_CHROMIUM to its path.',
  );
}

function findInstalled(): string | null {
  return candidates(process.env).find((file) => existsSync(file)) ?? null;
}

function installOnDebian(say: (line: string) => void): string | null {
  if (!existsSync('/etc/debian_version') || process.getuid?.() !== 0) return null;
  say('Installing Chromium (Debian package, about a minute, only the first time) ...');
  // A fresh machine has no package lists, or old ones.
  runApt('update');
  runApt('install', '--no-install-recommends', 'chromium');
  return findInstalled();
}

function runApt(...order: readonly string[]): void {
  // Another apt may be at work, on a machine that has just been set up.
  spawnSync('apt-get', ['-qq', '-y', '-o', 'DPkg::Lock::Timeout=120', ...order], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}
