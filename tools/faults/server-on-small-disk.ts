import type { DatabaseKind } from '../practice/database-servers.ts';

/**
 * How large a disk a private server wants, and the options with which a full disk is noticed at the next commit: a log of
 * its own for every change, which has to grow with each.
 */
export function spaciousFor(kind: DatabaseKind): {
  readonly megabytes: number;
  readonly options: readonly string[];
} {
  switch (kind) {
    case 'mysql':
      // Its binary log is on by default.
      return { megabytes: 400, options: ['--innodb-redo-log-capacity=16M'] };
    case 'mariadb':
      return {
        megabytes: 300,
        options: ['--log-bin=binlog', '--server-id=1', '--innodb-log-file-size=16M', '--sync-binlog=1'],
      };
  }
}
