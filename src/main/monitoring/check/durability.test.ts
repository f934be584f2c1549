import { describe, expect, test } from 'vitest';
import { judgeDurability, judgeIsolation } from './durability.ts';
import { factsOf } from './server-facts.ts';

describe('isolation', () => {
  test.each<[string, Record<string, string>, string]>([
    [
      'MySQL as it should be',
      { transaction_isolation: 'READ-COMMITTED', log_bin: 'ON', binlog_format: 'ROW' },
      'green',
    ],
    [
      'MariaDB as it should be',
      { tx_isolation: 'READ-COMMITTED', log_bin: 'OFF', binlog_format: 'MIXED' },
      'green',
    ],
    ['a proxy that keeps its own level', { transaction_isolation: 'REPEATABLE-READ' }, 'red'],
    ['a level that nobody tells', {}, 'red'],
    [
      'a binary log of statements',
      { tx_isolation: 'READ-COMMITTED', log_bin: 'ON', binlog_format: 'STATEMENT' },
      'red',
    ],
    [
      'such a log that is off',
      { tx_isolation: 'READ-COMMITTED', log_bin: 'OFF', binlog_format: 'STATEMENT' },
      'green',
    ],
  ])('%s', (_name, facts, level) => {
    expect(judgeIsolation(factsOf(facts)).level).toBe(level);
  });
});

describe('durability', () => {
  const SAFE = {
    innodb_flush_log_at_trx_commit: '1',
    log_bin: 'ON',
    sync_binlog: '1',
    innodb_doublewrite: 'ON',
  };

  test.each<[string, Record<string, string>, string]>([
    ['all as it should be', {}, 'green'],
    ['no binary log to be synced', { log_bin: 'OFF', sync_binlog: '0' }, 'green'],
    ['a commit that is written once a second', { innodb_flush_log_at_trx_commit: '0' }, 'red'],
    ['a commit that only the system has', { innodb_flush_log_at_trx_commit: '2' }, 'amber'],
    ['a binary log that lags', { sync_binlog: '0' }, 'amber'],
    ['no doublewrite', { innodb_doublewrite: 'OFF' }, 'amber'],
    ['doublewrite of the pages’ ends only', { innodb_doublewrite: 'DETECT_AND_RECOVER' }, 'green'],
  ])('%s', (_name, facts, level) => {
    expect(judgeDurability(factsOf({ ...SAFE, ...facts })).level).toBe(level);
  });
});
