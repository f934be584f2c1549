import type { Condition, Rule } from '../condition.ts';
import { THRESHOLDS } from '../thresholds.ts';
import { deadlocksWithin, growth } from '../trail.ts';
import { countOf } from './gate-words.ts';

/** How the database copes: deadlocks, row lock waits, connections. */

const deadlocks: Rule = ({ trail, nowMs }, isOn) => {
  const { from, until, red } = THRESHOLDS.deadlocks;
  const count = deadlocksWithin(trail);
  if (count < (isOn('deadlocks', 'server') ? until : from)) return [];
  return [
    about({
      kind: 'deadlocks',
      level: count >= red ? 'red' : 'amber',
      words: `${countOf(count, 'deadlock')} in the last minute. Each attempt was tried again by itself.`,
      advice: 'Does another program write ticket purchases now? Close it until the doors are closed.',
      since: { from: 'noticed', atMs: nowMs },
    }),
  ];
};

const rowLockWaits: Rule = ({ trail, server, nowMs }, isOn) => {
  const { from, until, red, nowFrom, nowUntil } = THRESHOLDS.rowLockWaits;
  const wasOn = isOn('row-lock-waits', 'server');
  const count = growth(trail.map((look) => look.rowLockWaits));
  const isMany = count >= (wasOn ? until : from);
  if (!isMany && server.rowLockWaitsNow < (wasOn ? nowUntil : nowFrom)) return [];
  return [
    about({
      kind: 'row-lock-waits',
      level: count >= red ? 'red' : 'amber',
      words: `${countOf(count, 'row lock wait')} in the last minute, ${server.rowLockWaitsNow} at this moment.`,
      advice:
        'Does somebody have a transaction open on ticket purchases (a database tool, the web version’s admin pages, a backup)? “admit-one check” names long transactions.',
      since: { from: 'noticed', atMs: nowMs },
    }),
  ];
};

const connectionsNearLimit: Rule = ({ server, nowMs }, isOn) => {
  const { from, until, red } = THRESHOLDS.connections;
  if (server.connectionLimit === 0) return [];
  const share = server.connections / server.connectionLimit;
  if (share <= (isOn('connections-near-limit', 'server') ? until : from)) return [];
  return [
    about({
      kind: 'connections-near-limit',
      level: share > red ? 'red' : 'amber',
      words: `${server.connections} of the server’s ${server.connectionLimit} connections are used.`,
      advice: 'Close programs that use the database, or raise max_connections: it takes effect at once.',
      since: { from: 'noticed', atMs: nowMs },
    }),
  ];
};

function about(condition: Omit<Condition, 'subject' | 'gateId'>): Condition {
  return { ...condition, subject: 'server', gateId: null };
}

export const SERVER_RULES: readonly Rule[] = [deadlocks, rowLockWaits, connectionsNearLimit];
