import { createHash } from 'node:crypto';
import { open, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';

/** Takes a file's bytes, in order; resolves when they are with the system. */
export type Sink = (bytes: Buffer) => Promise<void>;

/** A file that lies whole on the disk. */
export type WholeFile = { readonly name: string; readonly bytes: number; readonly sha256: string };

/** The place that the file was written to is not there any more; what was "written" went nowhere. */
export class GoneError extends Error {
  override readonly name = 'GoneError';
}

/**
 * Writes a file under another name, has the disk confirm it, and only then gives it its own: whoever finds it finds all of it.
 * @throws the file system's error, with nothing left behind where that could still be done.
 */
export async function writeWholeFile(
  folder: string,
  name: string,
  write: (sink: Sink) => Promise<void>,
): Promise<WholeFile> {
  const unfinished = path.join(folder, `${name}.unfinished`);
  const hash = createHash('sha256');
  let bytes = 0;
  const file = await open(unfinished, 'wx', 0o600);
  try {
    try {
      await write(async (chunk) => {
        await file.writeFile(chunk);
        hash.update(chunk);
        bytes += chunk.length;
      });
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(unfinished, path.join(folder, name));
  } catch (error) {
    await rm(unfinished, { force: true }).catch(() => undefined);
    throw error;
  }
  await syncFolder(folder);
  // A stick that was pulled out takes bytes into its cache for a while: look through the door once more.
  const found = await stat(path.join(folder, name)).catch(() => null);
  if (found?.size !== bytes) throw new GoneError('What was written is not there.');
  return { name, bytes, sha256: hash.digest('hex') };
}

/** Has the disk keep the new name; not every system and stick can. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => null);
  if (handle === null) return;
  try {
    await handle.sync();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EIO' || code === 'ENODEV') throw error;
  } finally {
    await handle.close();
  }
}
