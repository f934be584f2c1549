import { expect, test } from 'vitest';
import { judgePlans, type PlanRow } from './index-used.ts';

const BY_DIGEST: PlanRow = {
  table: 'ticket_purchases',
  type: 'const',
  key: 'ticket_purchases_qr_code_digest_unique',
  rows: 1,
};
const WHOLE: PlanRow = { table: 'students', type: 'ALL', key: null, rows: 1_600 };

test.each<[string, PlanRow[], PlanRow[], string]>([
  ['one row by the digest’s index', [BY_DIGEST], [BY_DIGEST], 'green'],
  ['the whole table', [{ ...BY_DIGEST, type: 'ALL', key: null, rows: 2_000 }], [], 'red'],
  ['another index', [{ ...BY_DIGEST, key: 'ticket_purchases_status_qr_code_index' }], [], 'red'],
  ['nobody knows', [], [], 'red'],
  ['one row, and all students for one name', [BY_DIGEST], [BY_DIGEST, WHOLE], 'amber'],
  ['one row, and a table of a few rows', [BY_DIGEST], [{ ...WHOLE, table: 'tickets', rows: 6 }], 'green'],
])('a way to a ticket by %s', (_name, lock, names, level) => {
  expect(judgePlans(lock, names).level).toBe(level);
});
