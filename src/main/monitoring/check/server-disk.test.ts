import { expect, test } from 'vitest';
import { judgeDisk } from './server-disk.ts';

test.each([
  [77_000_000_000, 'green'],
  [3_000_000_000, 'amber'],
  [200_000_000, 'red'],
])('%d bytes free on the server are %s', (freeBytes, level) => {
  expect(judgeDisk({ freeBytes, dataBytes: 1_800_000 }).level).toBe(level);
});
