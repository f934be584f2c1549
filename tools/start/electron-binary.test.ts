import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { installedBinary } from './electron-binary.ts';

describe('Electron’s binary', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'admit-one-electron-'));
    await mkdir(path.join(folder, 'package/dist'), { recursive: true });
    await mkdir(path.join(folder, 'by-hand'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const put = (...names: readonly string[]) => writeFile(path.join(folder, ...names), 'electron');
  const find = (isByHand: boolean) =>
    installedBinary({
      packageFolder: path.join(folder, 'package'),
      environment: isByHand ? { ELECTRON_OVERRIDE_DIST_PATH: path.join(folder, 'by-hand') } : {},
      platform: 'linux',
    });

  test('is where the package says', async () => {
    expect(await find(false)).toBeNull();
    await put('package/path.txt');
    expect(await find(false)).toBeNull();
    await put('package/dist/electron');
    expect(await find(false)).toBe(path.join(folder, 'package/dist/electron'));
  });

  test('is where a person has put it, although the package never got its own', async () => {
    expect(await find(true)).toBeNull();
    await put('by-hand/electron');
    expect(await find(true)).toBe(path.join(folder, 'by-hand/electron'));
    await put('package/path.txt');
    expect(await find(true)).toBe(path.join(folder, 'by-hand/electron'));
  });
});
