import { describe, expect, test } from 'vitest';
import { readAttemptLine } from './attempt-line.ts';

const NOW = new Date('2026-12-18T18:30:00.000Z');
const ID = '01938e00-0000-7000-8000-000000000001';

describe('a line of standard input', () => {
  test('that is a bare code is taken as it is, blanks included, under a new attempt id', () => {
    const read = readAttemptLine(' TICKET-1 ', NOW);
    expect(read).toMatchObject({ ok: true, attempt: { code: ' TICKET-1 ', doorTime: NOW.toISOString() } });
  });

  test('that is an object keeps its attempt id', () => {
    expect(readAttemptLine(`{"attemptId":"${ID}","code":"TICKET-1"}`, NOW)).toMatchObject({
      ok: true,
      attempt: { attemptId: ID, code: 'TICKET-1' },
    });
  });

  test.each([
    [`{"attemptId":"${ID}","code":5}`, /code/u],
    ['{"attemptId":"not-a-uuid","code":"x"}', /attemptId/u],
    ['{"code":"x"}', /attemptId/u],
  ])('%s is refused with the field’s name', (line, reason) => {
    expect(readAttemptLine(line, NOW)).toMatchObject({ ok: false, reason: expect.stringMatching(reason) });
  });

  test.each(['{not json', '5', '"quoted"'])('%s is a bare code', (line) => {
    expect(readAttemptLine(line, NOW)).toMatchObject({ ok: true, attempt: { code: line } });
  });
});
