import { open } from 'node:fs/promises';
import path from 'node:path';
import type { DatabaseServer } from './database-servers.ts';

/** Files of a private server, all inside its folder but for the socket. */
export type ServerPlace = {
  readonly folder: string;
  readonly data: string;
  readonly socket: string;
  readonly port: number;
};

const LONGEST_SCRIPT_BYTES = 4_096;

/** The option that proves a process to be the server of this data directory: it stands in its command line. */
export function markOfData(data: string): string {
  return `--datadir=${data}`;
}

/** Where the server writes its own log. */
export function serverLogOf(folder: string): string {
  return path.join(folder, 'server.log');
}

/** Where the server writes its process id, before it is ready. */
export function pidFileOf(folder: string): string {
  return path.join(folder, 'server.pid');
}

/** Where the server keeps temporary tables. Of its own: a server that starts clears the folder, whosever they are. */
export function temporaryFolderOf(folder: string): string {
  return path.join(folder, 'tmp');
}

/** Statements that the server runs at each start. */
export function initFileOf(folder: string): string {
  return path.join(folder, 'accounts.sql');
}

/**
 * The options to start a private server with; `more` come last and win. Durability is left at the servers' defaults, so
 * that a commit means here what it means on the night.
 */
export async function startOptions(
  server: DatabaseServer,
  place: ServerPlace,
  more: readonly string[],
): Promise<string[]> {
  return [
    ...(await optionsBefore(server)),
    ...userOptions(),
    markOfData(place.data),
    `--port=${place.port}`,
    '--bind-address=127.0.0.1',
    ...(process.platform === 'win32' ? [] : [`--socket=${place.socket}`]),
    `--pid-file=${pidFileOf(place.folder)}`,
    `--log-error=${serverLogOf(place.folder)}`,
    `--tmpdir=${temporaryFolderOf(place.folder)}`,
    `--init-file=${initFileOf(place.folder)}`,
    ...(server.kind === 'mysql' ? ['--mysqlx=OFF'] : []),
    // Without it 127.0.0.1 may become localhost, for which other accounts count.
    '--skip-name-resolve',
    '--max-connections=400',
    '--innodb-buffer-pool-size=256M',
    '--character-set-server=utf8mb4',
    '--local-infile=1',
    ...more,
  ];
}

/** Servers refuse to run as root unless told so. */
export function userOptions(): string[] {
  return process.getuid?.() === 0 ? ['--user=root'] : [];
}

/** `--no-defaults` must be the first option; a wrapper script may give it already, and twice is an error. */
export async function optionsBefore(server: DatabaseServer): Promise<string[]> {
  const file = await open(server.path);
  try {
    const { buffer, bytesRead } = await file.read(
      Buffer.alloc(LONGEST_SCRIPT_BYTES),
      0,
      LONGEST_SCRIPT_BYTES,
      0,
    );
    const start = buffer.toString('latin1', 0, bytesRead);
    return start.startsWith('#!') && start.includes('--no-defaults') ? [] : ['--no-defaults'];
  } finally {
    await file.close();
  }
}
