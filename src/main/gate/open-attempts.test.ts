import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  copyFileSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { v7 as newAttemptId } from 'uuid';
import { keepingLog, silentLog } from '../../../tools/practice/silent-log.ts';
import { mountSmallDisk } from '../../../tools/faults/small-disk.ts';
import { openOpenAttempts } from './open-attempts.ts';
import { readOpenAttempts } from './open-attempts-file.ts';

describe('the open attempts of a gate', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'admit-one-open-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const digest = (fill: number): Buffer => Buffer.alloc(32, fill);

  /** The pid of a process that has just ended. */
  function deadPid(): number {
    return spawnSync(process.execPath, ['--version']).pid;
  }

  function leaveBehind(pid: number, entries: readonly unknown[]): string {
    const file = path.join(folder, `open-attempts-${pid}.jsonl`);
    writeFileSync(file, entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
    return file;
  }

  const begun = (attemptId: string, fill: number, at = new Date()) => ({
    begun: attemptId,
    codeDigest: digest(fill).toString('hex'),
    at: at.toISOString(),
  });

  test('a code goes on under its open attempt until that is settled', () => {
    const attempts = openOpenAttempts(folder, silentLog);
    const attemptId = newAttemptId();
    expect(attempts.find(digest(1))).toBeNull();
    attempts.begin(attemptId, digest(1));
    expect(attempts.find(digest(1))).toBe(attemptId);
    expect(attempts.find(digest(2))).toBeNull();
    attempts.settle(attemptId);
    expect(attempts.find(digest(1))).toBeNull();
  });

  test('what a killed process left open is taken over, once, and what it had settled is not', () => {
    const [left, settled] = [newAttemptId(), newAttemptId()];
    leaveBehind(deadPid(), [begun(left, 1), begun(settled, 2), { settled }]);
    const attempts = openOpenAttempts(folder, silentLog);
    expect(attempts.find(digest(1))).toBe(left);
    expect(attempts.find(digest(2))).toBeNull();
    expect(readdirSync(folder)).toEqual([`open-attempts-${process.pid}.jsonl`]);
  });

  test('a line torn by the kill is passed over, and the lines before it count', () => {
    const left = newAttemptId();
    appendFileSync(leaveBehind(deadPid(), [begun(left, 1)]), '{"begun":"0197');
    expect(openOpenAttempts(folder, silentLog).find(digest(1))).toBe(left);
  });

  test('a living process keeps its own: two that shared an open attempt could both show its green', () => {
    leaveBehind(process.ppid, [begun(newAttemptId(), 1)]);
    expect(openOpenAttempts(folder, silentLog).find(digest(1))).toBeNull();
  });

  test('a file that nobody has touched for minutes is of a pid that was given anew, and is taken over', () => {
    const left = newAttemptId();
    const file = leaveBehind(process.ppid, [begun(left, 1)]);
    const longAgo = new Date(Date.now() - 10 * 60_000);
    utimesSync(file, longAgo, longAgo);
    expect(openOpenAttempts(folder, silentLog).find(digest(1))).toBe(left);
  });

  test('a process that dies after we opened is taken over when its code comes', async () => {
    const neighbour = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)'], {
      stdio: 'ignore',
    });
    const left = newAttemptId();
    leaveBehind(neighbour.pid ?? 0, [begun(left, 1)]);
    const attempts = openOpenAttempts(folder, silentLog);
    expect(attempts.find(digest(1))).toBeNull();
    const gone = once(neighbour, 'exit');
    neighbour.kill('SIGKILL');
    await gone;
    expect(attempts.find(digest(1))).toBe(left);
  });

  test('a take-over that was itself killed is finished by the next process', () => {
    const left = newAttemptId();
    const file = leaveBehind(deadPid(), [begun(left, 1)]);
    renameSync(file, `${file}.taken-by-${deadPid()}`);
    expect(openOpenAttempts(folder, silentLog).find(digest(1))).toBe(left);
    expect(readdirSync(folder)).toEqual([`open-attempts-${process.pid}.jsonl`]);
  });

  test('an attempt of another night is forgotten', () => {
    leaveBehind(deadPid(), [begun(newAttemptId(), 1, new Date(Date.now() - 13 * 3_600_000))]);
    expect(openOpenAttempts(folder, silentLog).find(digest(1))).toBeNull();
  });

  test('without a place to write it still remembers, and says so', () => {
    const { log, entries } = keepingLog();
    const blocked = path.join(folder, 'a-file');
    writeFileSync(blocked, '');
    const attempts = openOpenAttempts(path.join(blocked, 'below'), log);
    const attemptId = newAttemptId();
    attempts.begin(attemptId, digest(1));
    expect(attempts.find(digest(1))).toBe(attemptId);
    expect(entries).toContainEqual(expect.objectContaining({ level: 'error' }));
  });

  test('a disk that was full for a while forgets nobody: what is open stands in the file again as soon as there is room', async () => {
    const disk = await mountSmallDisk(path.join(folder, 'small'), '1m');
    try {
      const { log, entries } = keepingLog();
      const attempts = openOpenAttempts(disk.folder, log);
      const [settled, lost, later] = [newAttemptId(), newAttemptId(), newAttemptId()];
      attempts.begin(settled, digest(1));
      await disk.fill();
      // As many as it takes to need more room than the file has already.
      const filling = Array.from({ length: 100 }, () => newAttemptId());
      for (const attemptId of filling) attempts.begin(attemptId, digest(9));
      attempts.begin(lost, digest(2));
      attempts.settle(settled);
      expect(entries.filter(({ level }) => level === 'error')).toHaveLength(1);
      await disk.free();
      attempts.begin(later, digest(3));
      const file = path.join(disk.folder, `open-attempts-${process.pid}.jsonl`);
      const left = readOpenAttempts(file).map(({ begun: attemptId }) => attemptId);
      expect(left).toEqual([...filling, lost, later]);
    } finally {
      disk.unmount();
    }
  });

  test('what was taken over while the disk was full is not forgotten by a second kill', async () => {
    const disk = await mountSmallDisk(path.join(folder, 'small'), '1m');
    try {
      const left = newAttemptId();
      const file = leaveBehind(deadPid(), [begun(left, 1)]);
      copyFileSync(file, path.join(disk.folder, path.basename(file)));
      await disk.fill();
      const attempts = openOpenAttempts(disk.folder, silentLog);
      expect(attempts.find(digest(1))).toBe(left);
      const kept = (): string[] =>
        readdirSync(disk.folder).flatMap((name) =>
          readOpenAttempts(path.join(disk.folder, name)).map(({ begun: attemptId }) => attemptId),
        );
      expect(kept()).toContain(left);
      await disk.free();
      attempts.begin(newAttemptId(), digest(2));
      expect(kept()).toHaveLength(2);
      attempts.settle(left);
      expect(attempts.find(digest(1))).toBeNull();
    } finally {
      disk.unmount();
    }
  });
});
