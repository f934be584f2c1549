import os from 'node:os';
import path from 'node:path';

const PRODUCT_FOLDER = 'Admit One';

/**
 * The folder of this laptop's settings, logs and gate state: `ADMIT_ONE_HOME`, or the operating system's place for it (the
 * same as Electron's, so that the kiosk and the command line share one).
 */
export function userDataFolder(
  environment: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
): string {
  const chosen = environment['ADMIT_ONE_HOME'];
  if (chosen !== undefined && chosen !== '') return path.resolve(chosen);
  const home = os.homedir();
  switch (platform) {
    case 'win32':
      return path.join(environment['APPDATA'] ?? path.join(home, 'AppData', 'Roaming'), PRODUCT_FOLDER);
    case 'darwin':
      return path.join(home, 'Library', 'Application Support', PRODUCT_FOLDER);
    default:
      return path.join(environment['XDG_CONFIG_HOME'] ?? path.join(home, '.config'), PRODUCT_FOLDER);
  }
}
