import { mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findRunningPractice, startPractice, stopPractice } from './practice-server.ts';
import { canLogIn } from './readiness.ts';
import { roomyFolder } from './roomy-folder.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(await roomyFolder(), 'admit-one-practice-test-'));
});

afterEach(async () => {
  await stopPractice(folder);
  await rm(folder, { recursive: true, force: true });
});

const quiet = { onProgress: () => undefined };

test('a detached practice server is found, used by who asks next, and stopped by its folder', async () => {
  const started = await startPractice({ folder, isDetached: true, ...quiet });
  expect(started.isOurs).toBe(true);
  expect(await findRunningPractice(folder)).toMatchObject({ url: started.url, isDetached: true });

  const joined = await startPractice({ folder, ...quiet });
  expect(joined).toMatchObject({ isOurs: false, url: started.url, isDetached: true });
  await joined.stop();
  expect(await canLogIn(started.url)).toBe(true);

  expect(await stopPractice(folder)).toBe(true);
  expect(await canLogIn(started.url)).toBe(false);
  expect(await findRunningPractice(folder)).toBeNull();
  expect(await stopPractice(folder)).toBe(false);
});

test('a practice server that nobody runs is neither found nor stopped', async () => {
  expect(await findRunningPractice(folder)).toBeNull();
  expect(await stopPractice(folder)).toBe(false);
});

test('two starts at once in one folder share one server', async () => {
  const [first, second] = await Promise.all([
    startPractice({ folder, isDetached: true, ...quiet }),
    startPractice({ folder, isDetached: true, ...quiet }),
  ]);
  expect(second.url).toBe(first.url);
  expect(second.isOurs).not.toBe(first.isOurs);
});
