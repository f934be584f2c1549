import { amber, type Check, green, type Judgement, lineOf, red, type Subject } from './check.ts';
import { readServerFacts } from './server-facts.ts';

const SUBJECT: Subject = { id: 'server-version', group: 'server', title: 'Server version' };

/** The oldest that has invisible columns, and the oldest that this program is tried on. */
const NEEDED = { mysql: '8.0.23', mariadb: '10.3.0' } as const;
const TRIED = { mysql: '8.0.23', mariadb: '10.11.0' } as const;

/** Which server it is, and whether this program is tried on it. */
export const serverVersionCheck: Check = {
  subjects: [SUBJECT],
  async look({ pool }) {
    const facts = await readServerFacts(pool, { variables: ['version_comment'], counters: [] });
    return [lineOf(SUBJECT, judgeVersion(facts.variable('version') ?? ''))];
  },
};

/** Judges what `version()` says: `9.7.4-2`, `10.11.19-MariaDB-0+deb12u1`. */
export function judgeVersion(version: string): Judgement {
  // MariaDB puts 5.5.5 before its own number for the sake of old clients.
  const numbers = /^(?:5\.5\.5-)?(?<numbers>\d+\.\d+\.\d+)/u.exec(version)?.groups?.['numbers'];
  if (numbers === undefined) {
    return amber(
      `The server calls itself “${version}”.`,
      'Use MySQL 8.0.23 or later, or MariaDB 10.11 or later.',
    );
  }
  const kind = /mariadb/iu.test(version) ? 'mariadb' : 'mysql';
  const named = `${kind === 'mysql' ? 'MySQL' : 'MariaDB'} ${numbers}`;
  if (isOlder(numbers, NEEDED[kind])) {
    return red(
      `${named} is too old for the columns that a gate needs.`,
      'Use MySQL 8.0.23 or later, or MariaDB 10.11 or later.',
    );
  }
  if (isOlder(numbers, TRIED[kind])) {
    return amber(
      `${named}: this program was never tried on it.`,
      `Use ${kind === 'mysql' ? 'MySQL' : 'MariaDB'} ${TRIED[kind]} or later, or rehearse on this one.`,
    );
  }
  return green(`${named}.`);
}

function isOlder(version: string, than: string): boolean {
  const [own, other] = [version, than].map((text) => text.split('.').map(Number));
  for (let at = 0; at < 3; at += 1) {
    const difference = (own?.[at] ?? 0) - (other?.[at] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}
