import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { insistOnEmptyFolder, insistOnNewFile } from './new-places.ts';

describe('a place that a command writes to', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'admit-one-places-'));
    writeFileSync(path.join(folder, 'letter.txt'), 'mine');
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const at = (name: string): string => path.join(folder, name);

  test('is a file that is not there yet, in a folder that is', () => {
    expect(() => insistOnNewFile(at('night.html'))).not.toThrow();
    expect(() => insistOnNewFile(at('letter.txt'))).toThrow('is there already: name another file.');
    expect(() => insistOnNewFile(at('nowhere/night.html'))).toThrow(`There is no folder ${at('nowhere')}.`);
  });

  test('is a folder that is new or empty', () => {
    mkdirSync(at('empty'));
    expect(() => insistOnEmptyFolder(at('empty'))).not.toThrow();
    expect(() => insistOnEmptyFolder(at('new'))).not.toThrow();
    expect(() => insistOnEmptyFolder(folder)).toThrow('is not empty: name a new folder, or an empty one.');
    expect(() => insistOnEmptyFolder(at('letter.txt'))).toThrow('is no folder that can be read');
    expect(() => insistOnEmptyFolder(at('nowhere/tables'))).toThrow(`There is no folder ${at('nowhere')}.`);
  });
});
