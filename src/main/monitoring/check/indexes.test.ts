import { expect, test } from 'vitest';
import { type FoundIndex, judgeIndexes } from './indexes.ts';
import { WANTED_INDEXES } from './wanted-indexes.ts';

const ALL: readonly FoundIndex[] = WANTED_INDEXES.map(({ table, name, isUnique, columns }) => ({
  table,
  name,
  isUnique,
  isInUse: true,
  columns: columns.map((column) => column.name),
}));
const SEEDS = [
  'ticket_purchases_qr_code_index',
  'ticket_purchases_status_qr_code_index',
  'ticket_purchases_walk_in_qr_code_index',
  'ticket_purchases_walk_in_status_index',
];
const DIGEST = 'ticket_purchases_qr_code_digest_unique';

function changed(name: string, change: Partial<FoundIndex>): FoundIndex[] {
  return ALL.map((index) => (index.name === name ? { ...index, ...change } : index));
}

test('all of them are green, the seed’s four among them', () => {
  expect(judgeIndexes(WANTED_INDEXES, ALL).level).toBe('green');
  expect(WANTED_INDEXES.map(({ name }) => name)).toEqual(expect.arrayContaining(SEEDS));
});

test.each(SEEDS)('without %s it is amber, with the statement that makes it', (name) => {
  const judged = judgeIndexes(
    WANTED_INDEXES,
    ALL.filter((index) => index.name !== name),
  );
  expect(judged).toMatchObject({ level: 'amber', finding: expect.stringContaining(`${name} is missing`) });
  expect(judged.advice).toContain(`CREATE INDEX \`${name}\` ON \`ticket_purchases\``);
});

test('the seed’s prefix of 100 characters is in the statement', () => {
  expect(judgeIndexes(WANTED_INDEXES, []).advice).toContain('(`status`, `qr_code`(100));');
});

test.each<[string, FoundIndex[], string]>([
  ['one of another name is in its place', changed(DIGEST, { name: 'mine' }), 'red'],
  ['it is not unique', changed(DIGEST, { isUnique: false }), 'red'],
  ['it is switched off', changed(DIGEST, { isInUse: false }), 'red'],
  ['it has other columns', changed(DIGEST, { columns: ['qr_code'] }), 'red'],
  [
    'one has its columns the other way round',
    changed(SEEDS[1] ?? '', { columns: ['qr_code', 'status'] }),
    'amber',
  ],
])('when %s', (_when, found, level) => {
  expect(judgeIndexes(WANTED_INDEXES, found).level).toBe(level);
});
