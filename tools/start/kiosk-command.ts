import path from 'node:path';
import { ROOT } from './root.ts';

/** How to run the built kiosk. */
export type KioskCommand = {
  readonly file: string;
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
};

type KioskWish = {
  /** Electron's binary, or null for the stand-in. */
  readonly electron: string | null;
  readonly isHeadless: boolean;
  /** A film to be the camera, or null for the machine's own. */
  readonly film: string | null;
};

/** The command that runs the built kiosk on Electron or on its stand-in. The specs and `npm start` share it. */
export function kioskCommand({ electron, isHeadless, film }: KioskWish): KioskCommand {
  const environment = {
    ADMIT_ONE_WINDOW: isHeadless ? 'hidden' : (process.env['ADMIT_ONE_WINDOW'] ?? 'kiosk'),
  };
  if (electron === null) {
    return {
      file: process.execPath,
      args: [path.join(ROOT, 'e2e/stand-in/run.ts'), path.join(ROOT, 'out/main/main.js')],
      environment: { ...environment, ADMIT_ONE_CAMERA_FILM: film ?? '' },
    };
  }
  return { file: electron, args: [...electronSwitches({ isHeadless, film }), ROOT], environment };
}

/** Chromium's switches for the real binary. */
function electronSwitches({ isHeadless, film }: Omit<KioskWish, 'electron'>): readonly string[] {
  const isLinux = process.platform === 'linux';
  return [
    // Chromium's sandbox can't be had as root.
    ...(isLinux && process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    // A hidden window still needs a display on Linux; this is the one that needs no server.
    ...(isLinux && isHeadless ? ['--ozone-platform=headless', '--disable-gpu'] : []),
    ...(film === null
      ? []
      : ['--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${film}`]),
  ];
}
