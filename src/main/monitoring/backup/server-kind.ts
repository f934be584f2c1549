/** The two kinds of server. A dump of one can't be restored on the other, nor be made by the other's tool (ADR 0011). */
export type ServerKind = 'mysql' | 'mariadb';

/** As people write them. */
export const SERVER_NAMES: Readonly<Record<ServerKind, string>> = { mysql: 'MySQL', mariadb: 'MariaDB' };

/** Tells the kind from what a server, a tool or a dump says of itself; MySQL's do not always name themselves. */
export function serverKindOf(words: string): ServerKind {
  return /mariadb/iu.test(words) ? 'mariadb' : 'mysql';
}
