import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { INTEGRITY_RULES } from '#main/monitoring/integrity/rules.ts';

const GUIDE = path.resolve(import.meta.dirname, '../../docs/after.md');

it('the guide says of each rule of the books what it means and what to do, in the order in which they are told', () => {
  const ids = [...readFileSync(GUIDE, 'utf8').matchAll(/^\| [^|]+ \(`(?<id>[a-z-]+)`\) +\|/gmu)].map(
    ({ groups }) => groups?.['id'],
  );
  expect(ids).toEqual(Object.keys(INTEGRITY_RULES));
});
