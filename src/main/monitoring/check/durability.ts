import { amber, type Check, green, type Judgement, lineOf, red, type Subject } from './check.ts';
import { readServerFacts, type ServerFacts } from './server-facts.ts';

const ISOLATION: Subject = { id: 'isolation', group: 'server', title: 'Isolation' };
const DURABILITY: Subject = { id: 'durability', group: 'server', title: 'Durability' };

/** What keeps one ticket purchase to one admission, and an admission on the disk. */
export const durabilityCheck: Check = {
  subjects: [ISOLATION, DURABILITY],
  async look({ pool }) {
    const facts = await readServerFacts(pool, {
      variables: [
        'transaction_isolation',
        'tx_isolation',
        'log_bin',
        'binlog_format',
        'sync_binlog',
        'innodb_flush_log_at_trx_commit',
        'innodb_doublewrite',
      ],
      counters: [],
    });
    return [lineOf(ISOLATION, judgeIsolation(facts)), lineOf(DURABILITY, judgeDurability(facts))];
  },
};

/** Judges what a gate's session has, once it is set up. */
export function judgeIsolation(facts: ServerFacts): Judgement {
  // MariaDB calls it by its old name up to 11.0.
  const level = facts.variable('transaction_isolation') ?? facts.variable('tx_isolation') ?? 'unknown';
  if (isOn(facts, 'log_bin') && facts.variable('binlog_format') === 'STATEMENT') {
    return red(
      'The binary log takes statements only: every admission would be refused (1665).',
      "Set binlog_format to ROW: SET GLOBAL binlog_format = 'ROW'; and in the server’s configuration.",
    );
  }
  if (level !== 'READ-COMMITTED') {
    return red(
      `Sessions are ${level} although they ask for READ-COMMITTED: unknown codes would keep others waiting.`,
      'Look for a proxy or a setting of the server that changes what a session asks for.',
    );
  }
  return green('READ-COMMITTED, as a gate’s sessions ask for.');
}

/** Judges whether what was committed is on the disk, and stays readable, when the power goes. */
export function judgeDurability(facts: ServerFacts): Judgement {
  const flush = facts.variable('innodb_flush_log_at_trx_commit');
  const faults = [
    ...(flush === '1' ? [] : [`innodb_flush_log_at_trx_commit is ${flush ?? 'unknown'}`]),
    ...(isOn(facts, 'log_bin') && facts.variable('sync_binlog') !== '1'
      ? [`sync_binlog is ${facts.variable('sync_binlog') ?? 'unknown'}`]
      : []),
    ...(isOn(facts, 'innodb_doublewrite') ? [] : ['innodb_doublewrite is off']),
  ];
  if (faults.length === 0) return green('A commit is on the disk before the guest comes in.');
  const finding = `${faults.join(', ')}: a power cut can lose or damage what was committed.`;
  const advice =
    'Set innodb_flush_log_at_trx_commit = 1, sync_binlog = 1 and innodb_doublewrite = ON in the server’s configuration.';
  // 0 loses a second of admissions even when only the server is killed.
  return flush === '0' ? red(finding, advice) : amber(finding, advice);
}

function isOn(facts: ServerFacts, name: string): boolean {
  const value = facts.variable(name);
  return value !== null && value !== 'OFF' && value !== '0';
}
