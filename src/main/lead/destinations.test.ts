import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { withStick } from '../../../tools/faults/stick.ts';
import { listDestinations } from './destinations.ts';

describe('the places to take files away to', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'admit-one-places-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const list = (mediaFolders: readonly string[]) =>
    listDestinations({ platform: 'linux', home: folder, mediaFolders });

  test('are the documents, or the home where there are none', async () => {
    expect(await list([])).toMatchObject([{ folder, label: 'Home', isRemovable: false }]);
    const documents = path.join(folder, 'Documents');
    mkdirSync(documents);
    expect(await list([])).toMatchObject([{ folder: documents, label: 'Documents' }]);
  });

  test('leave out the folder that a stick was mounted on and is no more', async () => {
    mkdirSync(path.join(folder, 'media', 'ada', 'STICK'), { recursive: true });
    expect(await list([path.join(folder, 'media'), path.join(folder, 'not-there')])).toHaveLength(1);
  });

  test('begin with a stick that is plugged in, and say how much room it has', async () => {
    await withStick('64k', async (stick) => {
      const places = await list([path.dirname(stick.folder)]);
      const found = places.find((place) => place.folder === stick.folder);
      expect(found).toEqual({
        folder: stick.folder,
        label: `USB stick ${path.basename(stick.folder)}`,
        isRemovable: true,
        freeBytes: 64 * 1_024,
      });
      expect(places.at(-1)).toMatchObject({ isRemovable: false });
    });
  });
});
