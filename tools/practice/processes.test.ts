import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { endProcess, isProcessOf } from './processes.ts';

test('a process is ours only by its command line, and only such a one is ended', async () => {
  const mark = 'setTimeout(String, 600000)';
  const child = spawn(process.execPath, ['-e', mark]);
  await once(child, 'spawn');
  const pid = child.pid ?? 0;
  try {
    expect(await isProcessOf(pid, mark)).toBe(true);
    expect(await isProcessOf(pid, 'another mark')).toBe(false);
    await endProcess(pid, 'another mark', 1_000);
    expect(await isProcessOf(pid, mark)).toBe(true);
    const ended = once(child, 'exit');
    await endProcess(pid, mark, 10_000);
    expect(await ended).toEqual([null, 'SIGTERM']);
    expect(await isProcessOf(pid, mark)).toBe(false);
  } finally {
    child.kill('SIGKILL');
  }
});

test.each([0, 1, -1, Number.NaN])('no process is ours under the id %s', async (pid) => {
  expect(await isProcessOf(pid, '')).toBe(false);
});
