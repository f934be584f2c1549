import { mkdir, open, readdir, readFile, stat, type FileHandle } from 'node:fs/promises';
import path from 'node:path';

/** A file of the log that is open for writing at known offsets. */
export type LogDiskFile = {
  /** Writes all of `bytes` at `position`, or fails with some of them written. */
  readonly write: (bytes: Buffer, position: number) => Promise<void>;
  /** Settles when the disk has everything that was written. Never called again after it failed. */
  readonly sync: () => Promise<void>;
  readonly cutBackTo: (length: number) => Promise<void>;
  /** Whether the file is still where it was opened, and as long as we left it. */
  readonly isUntouched: (length: number) => Promise<boolean>;
  readonly close: () => Promise<void>;
};

/** The disk as the log needs it; a port, so that tests can let it fail at any byte. */
export type LogDisk = {
  readonly makeFolder: (folder: string) => Promise<void>;
  readonly list: (folder: string) => Promise<string[]>;
  readonly read: (file: string) => Promise<Buffer>;
  /** Creates a file that must not exist yet. */
  readonly create: (file: string) => Promise<LogDiskFile>;
  /** Opens one that does. */
  readonly open: (file: string) => Promise<LogDiskFile>;
  /** Settles when the disk has the folder's list of files. */
  readonly syncFolder: (folder: string) => Promise<void>;
};

/** This laptop's disk. */
export const realDisk: LogDisk = {
  makeFolder: async (folder) => {
    const first = await mkdir(folder, { recursive: true });
    // A folder that a power cut may take away would take its files along.
    if (first !== undefined) await syncFolder(path.dirname(first));
  },
  list: (folder) => readdir(folder),
  read: (file) => readFile(file),
  // Not for appending: Linux writes such a file at its end, whatever the position.
  create: async (file) => diskFile(file, await open(file, 'wx+', 0o600)),
  open: async (file) => diskFile(file, await open(file, 'r+')),
  syncFolder,
};

function diskFile(file: string, handle: FileHandle): LogDiskFile {
  return {
    async write(bytes, position) {
      let written = 0;
      while (written < bytes.length) {
        const { bytesWritten } = await handle.write(
          bytes,
          written,
          bytes.length - written,
          position + written,
        );
        written += bytesWritten;
      }
    },
    sync: () => handle.sync(),
    cutBackTo: (length) => handle.truncate(length),
    async isUntouched(length) {
      const ours = await handle.stat();
      const there = await stat(file).catch(() => null);
      return there !== null && there.ino === ours.ino && there.dev === ours.dev && ours.size === length;
    },
    close: () => handle.close(),
  };
}

async function syncFolder(folder: string): Promise<void> {
  // Windows has no handle of a folder to sync; NTFS journals its list of files.
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
