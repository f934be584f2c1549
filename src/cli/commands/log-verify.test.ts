import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createLocalTime } from '#shared/local-time.ts';
import { attempt, manualEntry } from '#main/emergency/log/fixtures/entries.ts';
import { openTestLog } from '#main/emergency/log/fixtures/test-log.ts';

const localTime = createLocalTime();
let folder: string;
let file: string;
beforeEach(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'admit-one-verify-'));
  file = path.join(folder, 'G1-concert-12-part-1.jsonl');
  const log = await openTestLog(folder);
  await log.append(attempt(1));
  await log.append(manualEntry(2, 'Anna Winter'));
  await log.append(attempt(3, { doorTime: '2026-12-18T19:05:00.000Z' }));
  await log.close();
});
afterEach(() => rmSync(folder, { recursive: true }));

function verify(...args: readonly string[]) {
  const program = path.join(import.meta.dirname, '../admit-one.ts');
  return spawnSync(process.execPath, [program, 'log', 'verify', ...args], {
    encoding: 'utf8',
    env: { ...process.env, ADMIT_ONE_HOME: folder },
  });
}

describe('admit-one log verify', { timeout: 60_000 }, () => {
  test('says of a whole log how many entries, from when to when, and names nobody', () => {
    const { status, stdout, stderr } = verify(file);
    expect(stdout).toContain('Gate G1, concert 12 (Winter Gala)');
    expect(stdout).toContain(
      `3 entries, at the door from ${localTime('2026-12-18T18:30:00.000Z')} to ${localTime('2026-12-18T19:05:00.000Z')}.`,
    );
    expect(stdout).toContain('The chain is whole.');
    expect(stdout).not.toContain('Anna');
    expect([status, stderr]).toEqual([0, '']);
  });

  test('names the first bad line of a log that somebody changed', () => {
    writeFileSync(file, readFileSync(file, 'utf8').replace('Anna', 'Emma'));
    const { status, stdout } = verify(file);
    expect(status).toBe(2);
    expect(stdout).toMatch(
      /NOT WHOLE: 1 fault\.\n {2}- G1-concert-12-part-1\.jsonl, line 3: The line was changed/u,
    );
    expect(stdout).toContain('2 of them stand behind a broken link');
  });

  test('reports a torn end, and what is before it counts', () => {
    writeFileSync(file, readFileSync(file).subarray(0, -1));
    const { status, stdout } = verify(file);
    expect(status).toBe(2);
    expect(stdout).toContain('2 entries');
    expect(stdout).toContain('line 4: The line was cut off');
  });

  test('gives all of it as JSON, for every log of a folder', async () => {
    const other = await openTestLog(folder, { gateId: 'G2' });
    await other.append(attempt(9));
    await other.close();
    const { status, stdout } = verify('--json', folder);
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      isWhole: true,
      logs: [
        { gateId: 'G1', entries: 3, verifiedEntries: 3, isWhole: true, findings: [] },
        { gateId: 'G2', entries: 1, isWhole: true },
      ],
    });
    expect(stdout).not.toContain('Anna');
  });

  test('says so of a file that is not there, of one that is no log, and of an empty folder', () => {
    writeFileSync(path.join(folder, 'notes.txt'), 'buy milk\n');
    expect(verify(path.join(folder, 'gone.jsonl'))).toMatchObject({
      status: 2,
      stdout: expect.stringContaining('There is no such file.'),
    });
    expect(verify(path.join(folder, 'notes.txt'))).toMatchObject({
      status: 2,
      stdout: expect.stringMatching(/0 entries[\s\S]*NOT WHOLE[\s\S]*line 1/u),
    });
    const empty = mkdtempSync(path.join(folder, 'empty-'));
    expect(verify(empty)).toMatchObject({
      status: 2,
      stdout: expect.stringMatching(/NOT WHOLE: 1 fault\.\n {2}- There is no emergency log in/u),
    });
  });

  test('ends quietly when whoever reads has gone: a pager that was left', async () => {
    const program = path.join(import.meta.dirname, '../admit-one.ts');
    const child = spawn(process.execPath, [program, 'log', 'verify', file], {
      env: { ...process.env, ADMIT_ONE_HOME: folder },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout.destroy();
    const complaint = text(child.stderr);
    const [status] = await once(child, 'exit');
    expect([status, await complaint]).toEqual([0, '']);
  });

  test('finds nothing wrong with a gate that never was on its own', () => {
    const other = mkdtempSync(path.join(folder, 'other-'));
    writeFileSync(path.join(other, 'G2.lock'), '');
    const { status, stdout, stderr } = verify(other);
    expect([status, stdout, stderr]).toEqual([
      0,
      'No log is there: none of these gates was ever on its own.\n',
      '',
    ]);
  });
});
