import { describe, expect, test } from 'vitest';
import { classifyFailure, type Failure, TimeLimitError } from './failures.ts';

function failure(particulars: Record<string, unknown>, message = ''): Error {
  return Object.assign(new Error(message), particulars);
}

describe('a failed statement', () => {
  test.each<[string, Error, Failure]>([
    [
      'deadlock',
      failure({ errno: 1213, sqlState: '40001' }),
      { kind: 'conflict', cause: 'busy', conflict: 'deadlock' },
    ],
    [
      'any other SQLSTATE 40001',
      failure({ code: 'X', sqlState: '40001' }),
      { kind: 'conflict', cause: 'busy', conflict: 'deadlock' },
    ],
    [
      'lock wait timeout',
      failure({ errno: 1205 }),
      { kind: 'conflict', cause: 'busy', conflict: 'lock-wait' },
    ],
    [
      'record changed (MariaDB)',
      failure({ errno: 1020 }),
      { kind: 'conflict', cause: 'busy', conflict: 'deadlock' },
    ],
    [
      'server gone',
      failure({ code: 'PROTOCOL_CONNECTION_LOST' }),
      { kind: 'lost', cause: 'database-unreachable' },
    ],
    ['nobody listens', failure({ code: 'ECONNREFUSED' }), { kind: 'lost', cause: 'database-unreachable' }],
    [
      'killed, without code or number',
      failure({}, 'Connection is killed'),
      { kind: 'lost', cause: 'database-unreachable' },
    ],
    ['our own time limit', new TimeLimitError('connect', 5), { kind: 'lost', cause: 'no-answer-in-time' }],
    ['1040', failure({ errno: 1040 }), { kind: 'final', cause: 'too-many-connections' }],
    ['1045', failure({ errno: 1045 }), { kind: 'final', cause: 'access-denied' }],
    ['1290', failure({ errno: 1290 }), { kind: 'final', cause: 'read-only' }],
    ['a full table or disk', failure({ errno: 1114 }), { kind: 'final', cause: 'disk-full' }],
    ['a node without its cluster', failure({ errno: 1047 }), { kind: 'final', cause: 'no-quorum' }],
    ['a full queue', failure({}, 'Queue limit reached.'), { kind: 'final', cause: 'too-many-connections' }],
    ['anything else', failure({ errno: 1064 }), { kind: 'final', cause: 'unexpected' }],
    [
      'an error that drizzle wrapped',
      new Error('Failed query', { cause: failure({ errno: 1213 }) }),
      { kind: 'conflict', cause: 'busy', conflict: 'deadlock' },
    ],
  ])('%s', (_name, error, expected) => {
    expect(classifyFailure(error)).toEqual(expected);
  });
});
