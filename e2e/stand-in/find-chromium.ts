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

/** The browser for the stand-in, or a sentence that says what to install. Installs Debian's when it may. */
export function findChromium(
  say: (line: string) => void,
): { readonly ok: true; readonly file: string } | { readonly ok: false; readonly error: string } {
  const installed = candidates(process.env).find((file) => existsSync(file));
  if (installed !== undefined) return { ok: true, file: installed };
  if (existsSync('/etc/debian_version') && process.getuid?.() === 0) {
    say('Installing Chromium (Debian package, about a minute) ...');
    const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const apt = (...args: readonly string[]) =>
      spawnSync('apt-get', ['-q', '-y', ...args], {
        env: environment,
        stdio: ['ignore', 'ignore', 'inherit'],
      });
    // A fresh machine has no package lists yet.
    if (apt('install', 'chromium').status !== 0) {
      apt('update');
      apt('install', 'chromium');
    }
    if (existsSync('/usr/bin/chromium')) return { ok: true, file: '/usr/bin/chromium' };
  }
  return {
    ok: false,
    error:
      'There is neither Electron nor a browser to stand in for it: install Chromium or Chrome, or set ADMIT_ONE_CHROMIUM to its path.',
  };
}
