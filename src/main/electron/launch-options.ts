/**
 * How the kiosk shows itself. `kiosk` is the product; `window` is for people who develop it; `hidden` is for machines
 * without a screen.
 */
export type WindowMode = 'kiosk' | 'window' | 'hidden';

/** What the process was started with, beyond its settings file. */
export type LaunchOptions = {
  readonly windowMode: WindowMode;
  /** True on the private practice database. */
  readonly isPractice: boolean;
  /** True where another program started this one and watches its exit code. */
  readonly hasLauncher: boolean;
  /** The AppImage's own file, which its runtime names, where the program runs from one. */
  readonly appImage: string | undefined;
};

/** Reads `ADMIT_ONE_WINDOW`, `ADMIT_ONE_PRACTICE`, `ADMIT_ONE_LAUNCHER` and `APPIMAGE`. */
export function readLaunchOptions(environment: NodeJS.ProcessEnv): LaunchOptions {
  return {
    windowMode: readWindowMode(environment['ADMIT_ONE_WINDOW']),
    isPractice: environment['ADMIT_ONE_PRACTICE'] === '1',
    hasLauncher: environment['ADMIT_ONE_LAUNCHER'] === '1',
    appImage: environment['APPIMAGE'],
  };
}

/** Anything unknown is `kiosk`: a misspelt variable must not open a gate's laptop. */
function readWindowMode(value: string | undefined): WindowMode {
  return value === 'window' || value === 'hidden' ? value : 'kiosk';
}
