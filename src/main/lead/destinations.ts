import { access, readdir, stat, statfs } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Destination } from '#shared/lead.ts';
import { withinLimit } from '#main/database/time-limit.ts';

/** A place that does not say how it is within this time (a drive that hangs) is left out. */
const ANSWERS_WITHIN_MS = 1_500;

/** What the list is made from; a test has its own. */
export type DestinationsOptions = {
  readonly platform: NodeJS.Platform;
  readonly home: string;
  /** Where the system hangs in what is plugged in. */
  readonly mediaFolders: readonly string[];
};

/** What this laptop's system does with sticks. */
export function systemDestinations(platform: NodeJS.Platform = process.platform): DestinationsOptions {
  const mediaFolders = platform === 'darwin' ? ['/Volumes'] : ['/media', '/run/media'];
  return { platform, home: os.homedir(), mediaFolders };
}

/** Places to take files away to: every stick that is plugged in, then this laptop's documents. */
export async function listDestinations(options: DestinationsOptions): Promise<Destination[]> {
  const removable =
    options.platform === 'win32' ? await windowsDrives() : await mountedSticks(options.mediaFolders);
  const sticks = removable.map(({ folder, label }) => describe(folder, `USB stick ${label}`, true));
  const documents = path.join(options.home, 'Documents');
  const own = (await isFolder(documents))
    ? describe(documents, 'Documents', false)
    : describe(options.home, 'Home', false);
  return (await Promise.all([...sticks, own])).filter((place) => place !== null);
}

async function describe(folder: string, label: string, isRemovable: boolean): Promise<Destination | null> {
  try {
    const { bavail, bsize } = await withinLimit('look at a place', ANSWERS_WITHIN_MS, statfs(folder));
    return { folder, label, isRemovable, freeBytes: bavail * bsize };
  } catch {
    return null;
  }
}

type Drive = { readonly folder: string; readonly label: string };

/** Mount points in the media folders, or one below, as `/media/USER/STICK`. The folder of a stick that was pulled out is none. */
async function mountedSticks(mediaFolders: readonly string[]): Promise<Drive[]> {
  const found: Drive[] = [];
  for (const media of mediaFolders) {
    for (const folder of await subfolders(media)) {
      const below = (await isMountPoint(folder)) ? [folder] : await subfolders(folder);
      for (const candidate of below) {
        if (await isMountPoint(candidate)) found.push({ folder: candidate, label: path.basename(candidate) });
      }
    }
  }
  return found;
}

async function isMountPoint(folder: string): Promise<boolean> {
  const look = Promise.all([stat(folder), stat(path.dirname(folder))]).then(
    ([own, parent]) => own.dev !== parent.dev,
  );
  return withinLimit('look at a place', ANSWERS_WITHIN_MS, look).catch(() => false);
}

/** Every drive but the system's own. */
async function windowsDrives(): Promise<Drive[]> {
  const system = (process.env['SystemDrive'] ?? 'C:').toUpperCase();
  const letters = Array.from('DEFGHIJKLMNOPQRSTUVWXYZ').map((letter) => `${letter}:`);
  const drives = await Promise.all(
    letters
      .filter((letter) => letter !== system)
      .map(async (letter) =>
        (await isThere(`${letter}\\`)) ? [{ folder: `${letter}\\`, label: letter }] : [],
      ),
  );
  return drives.flat();
}

async function isThere(folder: string): Promise<boolean> {
  return withinLimit('look at a place', ANSWERS_WITHIN_MS, access(folder)).then(
    () => true,
    () => false,
  );
}

async function isFolder(folder: string): Promise<boolean> {
  return (await stat(folder).catch(() => null))?.isDirectory() === true;
}

async function subfolders(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory()).map((entry) => path.join(folder, entry.name));
  } catch {
    return [];
  }
}
