import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openLaptop, readPowerSupplies } from './laptop.ts';

describe('what feeds a laptop', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(path.join(os.tmpdir(), 'admit-one-laptop-'));
  });
  afterEach(() => rmSync(root, { recursive: true }));

  function list(supplies: Readonly<Record<string, Readonly<Record<string, string>>>>): void {
    for (const [name, files] of Object.entries(supplies)) {
      mkdirSync(path.join(root, name));
      for (const [file, text] of Object.entries(files)) {
        writeFileSync(path.join(root, name, file), `${text}\n`);
      }
    }
  }
  const battery = { type: 'Battery', status: 'Discharging', scope: 'System' };
  const mouse = { type: 'Battery', status: 'Discharging', scope: 'Device' };

  test.each([
    ['a plug that is in', { AC: { type: 'Mains', online: '1' }, BAT0: battery }, 'mains'],
    ['a plug that is out', { AC: { type: 'Mains', online: '0' }, BAT0: battery }, 'battery'],
    ['a charger by USB', { AC: { type: 'Mains', online: '0' }, C1: { type: 'USB', online: '1' } }, 'mains'],
    ['a battery alone', { BAT0: { type: 'Battery' } }, 'battery'],
    ['a computer without a battery, with a mouse that has one', { hid: mouse }, null],
    ['a supply that has just gone', { AC: {} }, null],
    ['nothing', {}, null],
  ])('%s', (_name, supplies, expected) => {
    list(supplies);
    expect(readPowerSupplies(root)).toBe(expected);
  });

  test('is not known where the system keeps no such list', () => {
    expect(readPowerSupplies(path.join(root, 'nowhere'))).toBeNull();
  });

  test('free space is told in bytes, and a folder that is not there has none to tell', async () => {
    expect(await openLaptop(root).freeDiskBytes()).toBeGreaterThan(1_000);
    expect(await openLaptop(path.join(root, 'nowhere')).freeDiskBytes()).toBeNull();
  });
});
