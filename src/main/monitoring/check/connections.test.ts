import { expect, test } from 'vitest';
import { type ConnectionFacts, judgeConnections } from './connections.ts';

const ROOMY: ConnectionFacts = { used: 12, limit: 151, userLimit: null, gates: 10, refused: 0 };

test.each<[string, Partial<ConnectionFacts>, string]>([
  ['there is room for all gates and everybody else', {}, 'green'],
  ['there is room for the gates alone', { limit: 70 }, 'amber'],
  ['there is none for all gates', { limit: 50 }, 'red'],
  ['there are more gates than it was meant for', { gates: 30 }, 'red'],
  ['nearly all are used already', { used: 130 }, 'amber'],
  ['the limit was met before', { refused: 3 }, 'amber'],
  ['this user may have too few', { userLimit: 20 }, 'red'],
  ['this user’s limit is wide enough', { userLimit: 80 }, 'green'],
])('when %s', (_when, facts, level) => {
  expect(judgeConnections({ ...ROOMY, ...facts }).level).toBe(level);
});

test('says what is used, what is allowed and what the gates will want', () => {
  expect(judgeConnections(ROOMY).finding).toBe(
    '12 used of 151; 10 gates will want 60 at the most, everything else about 26.',
  );
  expect(judgeConnections({ ...ROOMY, limit: 50 }).advice).toContain('SET GLOBAL max_connections = 86');
});
