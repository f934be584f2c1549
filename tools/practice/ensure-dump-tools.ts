import { findProgram } from '#main/monitoring/backup/database-programs.ts';
import type { DatabaseServer } from './database-servers.ts';
import { installFromDebian } from './install-from-debian.ts';

/**
 * The tests of backups dump and restore with the server's own tools, which Debian ships apart from the server: they are
 * installed where they are missing and can be. Where they can't, the tests say in a sentence what to install.
 */
export async function ensureDumpTools(
  servers: readonly DatabaseServer[],
  onProgress: (sentence: string) => void,
): Promise<void> {
  const isMariadbHere = servers.some(({ kind }) => kind === 'mariadb');
  if (!isMariadbHere || (await findProgram('mariadb', 'dump')) !== null) return;
  await installFromDebian(['mariadb-client'], 'MariaDB’s own tools from Debian', onProgress);
}
