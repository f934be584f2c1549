import { expect, test } from 'vitest';
import { printedExamples } from './printed-examples.ts';
import { renderSheet } from './sheet.ts';

test('a sheet has one code for each verdict that a scan can show, two in dark mode and twenty ordinary ones', async () => {
  const sheet = await renderSheet(printedExamples());
  const verdicts = [...sheet.matchAll(/data-verdict="([a-z-]+)"/gu)].map(([, verdict]) => verdict);
  expect(new Set(verdicts)).toEqual(
    new Set(['admitted', 'already-admitted', 'not-sold-yet', 'cancelled', 'other-concert', 'unknown-code']),
  );
  expect(verdicts.filter((verdict) => verdict === 'admitted')).toHaveLength(2 + 2 + 20);
  const codes = [...sheet.matchAll(/data-code="([^"]+)"/gu)].map(([, code]) => code);
  expect(new Set(codes).size).toBe(29);
  expect(sheet.match(/<svg/gu)).toHaveLength(29);
});

test('a sheet needs nothing from elsewhere', async () => {
  const sheet = await renderSheet(printedExamples());
  expect(sheet.replaceAll('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:|src=|href=/u);
});

test('a name is text, whatever it holds', async () => {
  const [example] = printedExamples().ordinary;
  if (example === undefined) throw new Error('There are no ordinary examples.');
  const sheet = await renderSheet({
    verdicts: [],
    darkMode: [],
    ordinary: [{ ...example, name: '<img onerror="x">' }],
  });
  expect(sheet).toContain('&lt;img onerror=&quot;x&quot;&gt;');
});
