import { PassThrough } from 'node:stream';
import { expect, test, vi } from 'vitest';
import { setUpLauncher } from './launcher.ts';

test('the kiosk ends when its launcher is gone', async () => {
  const stdin = new PassThrough();
  const quit = vi.fn<() => void>();
  setUpLauncher({ hasLauncher: true, stdin, quit });
  expect(quit).not.toHaveBeenCalled();
  stdin.end();
  await vi.waitFor(() => expect(quit).toHaveBeenCalledOnce());
});

test('a kiosk that the system started does not look at its standard input', () => {
  const stdin = new PassThrough();
  setUpLauncher({ hasLauncher: false, stdin, quit: () => {} });
  expect(stdin.listenerCount('end')).toBe(0);
});
