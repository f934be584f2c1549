import { spawn } from 'node:child_process';
import path from 'node:path';
import { once } from 'node:events';
import { expect, test } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '..');

test('what a killed npm leaves behind ends by itself', async () => {
  // The shell of an npm script, without npm: it is told to end and passes nothing on.
  const shell = spawn(
    'sh',
    ['-c', '"$0" tools/bootstrap.mjs tools/fixtures/wait-for-sigterm.ts; true', process.execPath],
    {
      cwd: ROOT,
      env: { ...process.env, npm_lifecycle_event: 'test' },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  let output = '';
  shell.stdout.on('data', (piece: Buffer) => {
    output += piece.toString();
  });
  await expect.poll(() => output, { timeout: 20_000 }).toContain('waiting');
  shell.kill('SIGKILL');
  // The pipe closes when the last process that holds it is gone.
  await once(shell.stdout, 'close');
  expect(output).toContain('ended by SIGTERM');
}, 30_000);

test('what the bootstrap started in the pinned Node ends when the bootstrap is gone', async () => {
  const program = spawn(process.execPath, ['tools/bootstrap.mjs', 'tools/fixtures/wait-for-sigterm.ts'], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  let output = '';
  program.stdout?.on('data', (piece: Buffer) => {
    output += piece.toString();
  });
  await expect.poll(() => output, { timeout: 20_000 }).toContain('waiting');
  program.disconnect();
  await once(program, 'exit');
  expect(output).toContain('ended by SIGTERM');
}, 30_000);
