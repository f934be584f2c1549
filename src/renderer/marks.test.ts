import { expect, it } from 'vitest';
import { createMarks } from './marks.ts';

it('leaves marks that name their attempt, and does not keep those of a whole night', () => {
  const leave = createMarks(performance);
  performance.clearMarks();
  leave('code-read', 'an attempt', 12);
  const [mark] = performance.getEntriesByName('code-read');
  expect(mark).toMatchObject({ startTime: 12, detail: { attemptId: 'an attempt' } });
  for (let count = 0; count < 100_000; count += 1) leave('code-read', 'another', 0);
  expect(performance.getEntriesByType('mark').length).toBeLessThan(5_000);
});
