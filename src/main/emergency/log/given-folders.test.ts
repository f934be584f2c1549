import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { attempt } from './fixtures/entries.ts';
import { openTestLog } from './fixtures/test-log.ts';
import { readLogs } from './read-logs.ts';

let stick: string;
beforeEach(async () => {
  stick = await mkdtemp(path.join(os.tmpdir(), 'admit-one-stick-'));
});
afterEach(() => rm(stick, { recursive: true }));

/** Writes a gate's log into a folder of the stick, and takes the gate's lock out of it, as an export has none. */
async function bring(gateId: string, ...folders: readonly string[]): Promise<string> {
  const folder = path.join(stick, ...folders);
  const log = await openTestLog(folder, { gateId });
  await log.append(attempt(1));
  await log.close();
  await rm(path.join(folder, `${gateId}.lock`));
  return folder;
}
const gatesIn = async (...paths: readonly string[]) =>
  (await readLogs(paths)).map(({ gateId, isWhole }) => [gateId, isWhole] as const);

describe('a folder that somebody gives', () => {
  test('is looked through as people lay sticks out: a folder a gate, an export or a user-data folder in it', async () => {
    await bring('G1', 'Admit One G1 2026-12-18 23.10.05');
    await bring('G2', 'G2', 'emergency-log');
    await bring('G3', 'from the bar', 'G3', 'emergency-log');
    await bring('G4', '.');
    await mkdir(path.join(stick, 'photos'));
    expect(new Map(await gatesIn(stick))).toEqual(
      new Map(['G1', 'G2', 'G3', 'G4'].map((gateId) => [gateId, true])),
    );
  });

  test('without any log is a fault that names it, among any number of others', async () => {
    const good = await bring('G1', 'G1');
    const wrong = path.join(stick, 'G2');
    await mkdir(path.join(wrong, 'photos'), { recursive: true });
    expect(await readLogs([good, wrong])).toMatchObject([
      { gateId: 'G1', isWhole: true },
      {
        isWhole: false,
        findings: [
          { kind: 'unreadable-file', file: wrong, isFault: true, words: expect.stringContaining(wrong) },
        ],
      },
    ]);
  });

  test('of a gate that never was on its own is none, and holds no fault', async () => {
    const log = await openTestLog(path.join(stick, 'G1', 'emergency-log'));
    await log.close();
    expect(await readLogs([path.join(stick, 'G1')])).toEqual([]);
    expect(await readLogs([stick])).toEqual([]);
  });

  test('is not followed out of by a link, nor down for ever, nor into practice or what a gate keeps by its logs', async () => {
    const elsewhere = await bring('G1', 'elsewhere');
    const given = path.join(stick, 'given');
    await bring('G2', 'given', 'G2');
    await symlink(elsewhere, path.join(given, 'linked'));
    await symlink(given, path.join(given, 'round'));
    await cp(elsewhere, path.join(given, 'practice', 'emergency-log'), { recursive: true });
    await cp(elsewhere, path.join(given, 'a', 'b', 'c', 'd'), { recursive: true });
    await cp(elsewhere, path.join(given, 'G2', 'old'), { recursive: true });
    await writeFile(path.join(given, 'G2', 'G2.lock'), '');
    expect(await gatesIn(given)).toEqual([['G2', true]]);
  });
});
