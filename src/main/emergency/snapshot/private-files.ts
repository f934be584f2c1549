import { chmodSync, closeSync, existsSync, mkdirSync, openSync } from 'node:fs';

/** Only the account that the kiosk runs under may read what it keeps. Windows keeps to the folder's own rights. */
const FOLDER_MODE = 0o700;
const FILE_MODE = 0o600;

/** Makes a folder with all that is missing above it. @throws what the disk says. */
export function makePrivateFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: FOLDER_MODE });
  makePrivate(folder, FOLDER_MODE);
}

/** Makes an empty file if there is none: SQLite takes it, and gives what it puts beside it the same mode. @throws what the disk says. */
export function makePrivateFile(file: string): void {
  closeSync(openSync(file, 'a', FILE_MODE));
}

/** Closes files to others that an earlier version, or somebody else, left open. */
export function makeFilesPrivate(files: readonly string[]): void {
  for (const file of files) if (existsSync(file)) makePrivate(file, FILE_MODE);
}

function makePrivate(path: string, mode: number): void {
  try {
    chmodSync(path, mode);
  } catch {
    // A disk that is read-only, or that knows no modes.
  }
}
