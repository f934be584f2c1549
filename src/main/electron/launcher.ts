import type { Readable } from 'node:stream';

type LauncherOptions = {
  readonly hasLauncher: boolean;
  /** Held open by the launcher for as long as it lives. */
  readonly stdin: Readable;
  readonly quit: () => void;
};

/**
 * Ends the kiosk when the launcher that started it is gone, even one that was killed: a practice kiosk whose server has died
 * with its launcher would only fill the screen.
 */
export function setUpLauncher({ hasLauncher, stdin, quit }: LauncherOptions): void {
  if (!hasLauncher) return;
  stdin.on('end', quit);
  // A pipe that breaks says the same as one that ends.
  stdin.on('error', quit);
  stdin.resume();
}
