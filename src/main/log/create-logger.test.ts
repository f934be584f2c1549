import { chmodSync, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { createLogger } from './create-logger.ts';

test.skipIf(process.platform === 'win32')('the log is closed to other accounts of the laptop', () => {
  const home = mkdtempSync(path.join(os.tmpdir(), 'admit-one-log-'));
  const folder = path.join(home, 'user-data');
  const file = path.join(folder, 'logs', 'admit-one.log');
  createLogger({ folder, isConsole: false, module: 'first' }).info('It was written');
  expect(existsSync(file)).toBe(true);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(statSync(path.dirname(file)).mode & 0o777).toBe(0o700);
  expect(statSync(folder).mode & 0o777).toBe(0o700);

  chmodSync(file, 0o644);
  createLogger({ folder, isConsole: false, module: 'second' }).info('It was written again');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  rmSync(home, { recursive: true });
});
