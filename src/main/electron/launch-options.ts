/**
 * How the kiosk shows itself. `kiosk` is the product; `window` is for people who develop it; `hidden` is for machines
 * without a screen.
 */
export type WindowMode = 'kiosk' | 'window' | 'hidden';

/** What the process was started with, beyond its settings file. */
export type LaunchOptions = {
  readonly windowMode: WindowMode;
  /** True for the control room alone: no gate, no camera. */
  readonly isControlRoom: boolean;
  /** True on the private practice database. */
  readonly isPractice: boolean;
  /** The process id of the program that started this one and watches its exit code, or null without one. */
  readonly launcherPid: number | null;
  /** The AppImage's own file, which its runtime names, where the program runs from one. */
  readonly appImage: string | undefined;
};

/**
 * Reads `ADMIT_ONE_WINDOW`, `ADMIT_ONE_CONTROL_ROOM` (or `--control-room` on the command line), `ADMIT_ONE_PRACTICE`,
 * `ADMIT_ONE_LAUNCHER` and `APPIMAGE`.
 */
export function readLaunchOptions(
  environment: NodeJS.ProcessEnv,
  argv: readonly string[] = [],
): LaunchOptions {
  return {
    isControlRoom: environment['ADMIT_ONE_CONTROL_ROOM'] === '1' || argv.includes('--control-room'),
    windowMode: readWindowMode(environment['ADMIT_ONE_WINDOW']),
    isPractice: environment['ADMIT_ONE_PRACTICE'] === '1',
    launcherPid: readProcessId(environment['ADMIT_ONE_LAUNCHER']),
    appImage: environment['APPIMAGE'],
  };
}

/** Anything that is no process id is no launcher: 0 and negative numbers mean whole groups of processes. */
function readProcessId(value: string | undefined): number | null {
  const pid = Number(value);
  return Number.isInteger(pid) && pid > 0 ? pid : null;
}

/** Anything unknown is `kiosk`: a misspelt variable must not open a gate's laptop. */
function readWindowMode(value: string | undefined): WindowMode {
  return value === 'window' || value === 'hidden' ? value : 'kiosk';
}
