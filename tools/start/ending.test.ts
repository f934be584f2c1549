import { expect, test, vi } from 'vitest';
import { createEnding } from './ending.ts';

test('what was started last ends first, and then the process, with the first exit code', async () => {
  const order: string[] = [];
  const ending = createEnding((code) => void order.push(`exit ${code}`));
  for (const name of ['server', 'film', 'kiosk']) ending.add(async () => void order.push(name));
  await Promise.all([ending.end(0), ending.end(1)]);
  expect(order).toEqual(['kiosk', 'film', 'server', 'exit 0']);
});

test('what does not end well keeps nothing else from ending', async () => {
  const error = vi.spyOn(console, 'error').mockReturnValue();
  const exit = vi.fn<(code: number) => void>();
  const stopServer = vi.fn(async () => {});
  const ending = createEnding(exit);
  ending.add(stopServer);
  ending.add(() => Promise.reject(new Error('stuck')));
  await ending.end(0);
  expect(stopServer).toHaveBeenCalledOnce();
  expect(exit).toHaveBeenCalledWith(0);
  expect(error).toHaveBeenCalledWith(expect.stringContaining('stuck'));
  error.mockRestore();
});

test('what starts after the end has begun is ended at once', async () => {
  const stop = vi.fn(async () => {});
  const ending = createEnding(() => {});
  await ending.end(0);
  ending.add(stop);
  expect(stop).toHaveBeenCalledOnce();
});
