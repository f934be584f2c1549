import { expect, it, vi } from 'vitest';
import { readBenchOptions } from './options.ts';

it('measures everything at all sizes unless it is told otherwise', () => {
  expect(readBenchOptions([])).toEqual({
    isJson: false,
    parts: new Set(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']),
    sizes: [2_000, 100_000, 1_000_000],
  });
});

it('measures the parts and sizes that it is told', () => {
  expect(readBenchOptions(['--json', '--only', 'd,a', '--sizes', '2000,5000'])).toEqual({
    isJson: true,
    parts: new Set(['a', 'd']),
    sizes: [2_000, 5_000],
  });
});

it.each([
  ['--only', 'a,x'],
  ['--only', ''],
  ['--sizes', '2000,many'],
  ['--sizes', '3'],
])('refuses %s %s with a sentence', (option, value) => {
  const exit = vi.spyOn(process, 'exit').mockImplementation(() => {
    throw new Error('ended');
  });
  const say = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  expect(() => readBenchOptions([option, value])).toThrow('ended');
  expect(String(say.mock.calls[0]?.[0])).toContain('separated by commas');
  exit.mockRestore();
  say.mockRestore();
});
