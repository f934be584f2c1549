import path from 'node:path';

/**
 * Where a gate keeps what it must not lose: emergency log, open attempts, snapshot. Practice has a folder of its own in the
 * user-data folder: a rehearsed outage must never go on in the log of the real night, count there, or be replayed.
 */
export function keptFolder(userData: string, isPractice: boolean): string {
  return isPractice ? path.join(userData, 'practice') : userData;
}

/** The folder of all emergency logs in a `kept` folder. */
export function emergencyLogFolder(kept: string): string {
  return path.join(kept, 'emergency-log');
}

/** The folder of one gate in a `kept` folder. */
export function gateFolderIn(kept: string, gateId: string): string {
  return path.join(kept, 'gates', gateId);
}
