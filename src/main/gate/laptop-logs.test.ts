import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { attempt } from '#main/emergency/log/fixtures/entries.ts';
import { openTestLog } from '#main/emergency/log/fixtures/test-log.ts';
import { readLaptopLogs } from './laptop-logs.ts';

describe('the logs of a laptop', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'admit-one-laptop-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  async function gatesFor(gateId: string) {
    return (await readLaptopLogs(folder, gateId)).map((reading) => [reading.gateId, reading.entries]);
  }

  test('are all read whatever their gate, but for those of a gate that is running', async () => {
    const running = await openTestLog(folder);
    await running.append(attempt(1));
    expect(await gatesFor('G1')).toEqual([['G1', 1]]);
    expect(await gatesFor('G2')).toEqual([]);
    // The running gate still has its lock, whoever has tried it.
    expect(await gatesFor('G2')).toEqual([]);
    expect(await running.append(attempt(2))).toMatchObject({ ok: true });
    await running.close();
    expect(await gatesFor('G2')).toEqual([['G1', 2]]);
  });
});
