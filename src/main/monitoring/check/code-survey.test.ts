import { expect, test } from 'vitest';
import { beginSurvey, type CodeSurvey, type SurveyedPurchase } from './code-survey.ts';
import { judgeDuplicates, judgeForms, judgeHolders, judgeSizes } from './codes.ts';

function survey(...purchases: readonly Partial<SurveyedPurchase>[]): CodeSurvey {
  const begun = beginSurvey();
  purchases.forEach((purchase, at) =>
    begun.note({ id: at + 1, code: `TICKET-${at}`, isWalkIn: false, isNobodys: false, ...purchase }),
  );
  return begun.found();
}

const levels = (found: CodeSurvey): string[] =>
  [judgeHolders, judgeSizes, judgeDuplicates, judgeForms].map((judge) => judge(found).level);

test('usual codes are green', () => {
  expect(levels(survey({}, {}, { isWalkIn: true, isNobodys: true }))).toEqual([
    'green',
    'green',
    'green',
    'green',
  ]);
});

test('no codes at all are no fault of the codes', () => {
  expect(levels(survey())).toEqual(['green', 'green', 'green', 'green']);
});

test.each<[string, Partial<SurveyedPurchase>, string, string]>([
  ['without a code', { code: null }, 'red', 'without a code'],
  ['with an empty code', { code: '' }, 'red', 'empty'],
  ['with a line break', { code: 'A\nB' }, 'red', 'control characters'],
  ['with a code of 256 bytes', { code: 'x'.repeat(256) }, 'red', '255 bytes'],
  ['with a blank at the end', { code: 'ABC ' }, 'amber', 'blanks at an end'],
  ['with a blank in the middle', { code: 'AB C' }, 'green', 'None'],
])('a ticket %s', (_name, purchase, level, words) => {
  const judged = judgeForms(survey({}, purchase));
  expect(judged.level).toBe(level);
  expect(judged.finding).toContain(words);
  if (level !== 'green') expect(judged.finding).toContain('ticket purchase 2');
});

test('a code that two tickets have is red, one that differs to a machine only is amber', () => {
  expect(judgeDuplicates(survey({ code: 'same' }, { code: 'same' }))).toMatchObject({
    level: 'red',
    finding: expect.stringContaining('ticket purchase 2'),
  });
  for (const code of ['TICKET-é', 'ticket-E', 'TICKET-e ']) {
    expect(judgeDuplicates(survey({ code: 'TICKET-E' }, { code })).level).toBe('amber');
  }
});

test('no finding ever shows a code', () => {
  const found = survey(
    { code: 'SECRET' },
    { code: 'secret' },
    { code: `SECRET${'x'.repeat(300)}` },
    { code: 'SECRET\n' },
  );
  const words = [judgeSizes, judgeDuplicates, judgeForms].map((judge) => judge(found).finding).join(' ');
  expect(words.toLowerCase()).not.toContain('secret');
});

test('a code so long that its modules get small is amber, with how small', () => {
  expect(judgeSizes(survey({}, { code: `https://tickets.example/${'x'.repeat(150)}` }))).toMatchObject({
    level: 'amber',
    finding: expect.stringMatching(/^1 of 2 codes .* 0\.57 mm .*ticket purchase 2/u),
  });
});

test('a few guests without a name are normal, a tenth is an import that went wrong', () => {
  const sold = Array.from({ length: 20 }, () => ({}));
  expect(judgeHolders(survey(...sold, { isNobodys: true })).level).toBe('green');
  expect(judgeHolders(survey(...sold, ...sold.slice(0, 5).map(() => ({ isNobodys: true })))).level).toBe(
    'amber',
  );
});
