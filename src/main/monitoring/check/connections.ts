import { GATE_POOL_LIMITS } from '#main/database/session-pool.ts';
import { amber, type Check, green, type Judgement, lineOf, red, type Subject } from './check.ts';
import { readServerFacts } from './server-facts.ts';
import { counted } from './words.ts';

const SUBJECT: Subject = { id: 'connections', group: 'server', title: 'Connections' };

/** Besides the gates: a monitor, a control room and a command (two each), and the web version with its visitors. */
const OTHERS_WANTED = 26;
/** Of the limit: from here on it is near. */
const NEAR = 0.8;

/** What is known of a server's connections. */
export type ConnectionFacts = {
  readonly used: number;
  readonly limit: number;
  /** Of this user alone; null without such a limit. */
  readonly userLimit: number | null;
  readonly gates: number;
  /** Refused because of the limit, since the server was started. */
  readonly refused: number;
};

/** Whether the server will have room for every gate. */
export const connectionsCheck: Check = {
  subjects: [SUBJECT],
  async look({ pool, gatesWanted: gates }) {
    const facts = await readServerFacts(pool, {
      variables: ['max_connections', 'max_user_connections'],
      counters: ['Threads_connected', 'Connection_errors_max_connections'],
    });
    const userLimit = facts.number('max_user_connections') ?? 0;
    return [
      lineOf(
        SUBJECT,
        judgeConnections({
          used: facts.number('Threads_connected') ?? 0,
          limit: facts.number('max_connections') ?? 0,
          userLimit: userLimit === 0 ? null : userLimit,
          gates,
          refused: facts.number('Connection_errors_max_connections') ?? 0,
        }),
      ),
    ];
  },
};

/** Judges them against what the gates may take at the most. */
export function judgeConnections({ used, limit, userLimit, gates, refused }: ConnectionFacts): Judgement {
  const gatesWant = gates * GATE_POOL_LIMITS.connections;
  const wanted = gatesWant + OTHERS_WANTED;
  const finding =
    `${used} used of ${limit}; ${counted(gates, 'gate')} will want ${gatesWant} at the most, everything else about ${OTHERS_WANTED}.` +
    (refused === 0 ? '' : ` ${counted(refused, 'connection')} refused since the server was started.`);
  const raise = `Raise max_connections to ${wanted} or more: SET GLOBAL max_connections = ${wanted}; and in the server’s configuration, or a restart undoes it.`;
  if (limit < gatesWant) return red(finding, raise);
  if (userLimit !== null && userLimit < gatesWant) {
    return red(
      `${finding} But this user may have ${userLimit} only.`,
      `Raise the user’s limit: ALTER USER ... WITH MAX_USER_CONNECTIONS ${wanted}; or the server’s max_user_connections.`,
    );
  }
  if (limit < wanted) return amber(finding, raise);
  if (used > limit * NEAR) return amber(finding, 'Find out who holds so many: SHOW PROCESSLIST.');
  if (refused > 0) return amber(finding, `The limit was met before. ${raise}`);
  return green(finding);
}
