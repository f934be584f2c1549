import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { mountSmallDisk } from './small-disk.ts';

test('a small disk refuses a single byte when it is full, and takes it when it was freed', async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'admit-one-disk-'));
  const disk = await mountSmallDisk(path.join(folder, 'disk'), '2m');
  try {
    const file = path.join(disk.folder, 'a');
    await disk.fill();
    expect(await disk.freeBytes()).toBe(0);
    expect(() => writeFileSync(file, 'x')).toThrow(/ENOSPC/u);
    await disk.free();
    writeFileSync(file, 'x');
    expect(readFileSync(file, 'utf8')).toBe('x');
  } finally {
    disk.unmount();
    rmSync(folder, { recursive: true });
  }
});
