import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { getCACertificates } from 'node:tls';
import { type DatabaseAddress, parseDatabaseUrl } from '#main/database/database-url.ts';
import { optionFolderPrefix, removeLeftOptionFolders } from './left-behind.ts';
import type { ServerKind } from './server-kind.ts';

/**
 * Has `work` run a server's program with an option file: a password on a command line is everybody's on this computer to read. The file is
 * the owner's only, and gone afterwards, however that ends. It is the only one that the program reads (`--defaults-file`), so that
 * nobody's own settings change what a backup holds. What a killed command could not take away is removed first.
 */
export async function withOptionFile<T>(
  url: string,
  kind: ServerKind,
  work: (file: string) => Promise<T>,
  place: string = os.tmpdir(),
): Promise<T> {
  await removeLeftOptionFolders(place);
  // mkdtemp makes a folder that is the owner's only.
  const folder = await mkdtemp(path.join(place, optionFolderPrefix()));
  try {
    const certificates = path.join(folder, 'authorities.pem');
    const address = parseDatabaseUrl(url);
    if (address.ssl !== undefined) await writeFile(certificates, getCACertificates().join('\n'));
    const file = path.join(folder, 'options.cnf');
    await writeFile(file, optionText(address, kind, certificates), { mode: 0o600 });
    return await work(file);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The file's text. With `ssl` the server must prove itself to the same authorities as to a gate. */
export function optionText(address: DatabaseAddress, kind: ServerKind, certificates: string): string {
  const { host = '', port, user = '', password = '' } = address;
  return [
    '[client]',
    `host=${quoted(host)}`,
    `port=${port}`,
    `user=${quoted(user)}`,
    `password=${quoted(password)}`,
    // "localhost" would mean the socket of whatever runs here.
    'protocol=tcp',
    ...(address.ssl === undefined ? [] : [`ssl-ca=${quoted(certificates)}`, proof(kind)]),
    '',
  ].join('\n');
}

function proof(kind: ServerKind): string {
  return kind === 'mysql' ? 'ssl-mode=VERIFY_IDENTITY' : 'ssl-verify-server-cert';
}

/** In an option file a backslash escapes, `#` begins a comment outside of quotes, and blanks at the ends are cut off. */
function quoted(value: string): string {
  const escaped = value
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t');
  return `"${escaped}"`;
}
