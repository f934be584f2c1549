import { createHash } from 'node:crypto';
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { exportFiles } from './export-files.ts';
import { logOf, writtenLine } from './fixtures/lines-to-export.ts';
import { SILENT_EXPORT } from './fixtures/silent-export.ts';
import { withStick } from '../../../../tools/faults/stick.ts';

const LINES = Array.from({ length: 2_000 }, (_, index) => writtenLine(index, { who: `Guest ${index}` }));

describe('files that are taken away', () => {
  let folder: string;
  let source: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'admit-one-export-'));
    mkdirSync(path.join(folder, 'to'));
    source = path.join(folder, 'G1-concert-1-part-1.jsonl');
    writeFileSync(source, '{"a":1}\n{"b":2}\n{"torn');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const order = (to: string) => ({
    kinds: ['csv', 'raw', 'pdf', 'door-list'] as const,
    folder: to,
    log: logOf(LINES, [source]),
    guests: () => Promise.resolve([]),
    snapshotTakenAt: null,
  });

  test('lie in one new folder, whole, with checksums that hold and a word of what to do', async () => {
    const exported = await exportFiles(order(path.join(folder, 'to')), SILENT_EXPORT);
    if (exported.outcome !== 'exported') throw new Error(exported.problem);
    const [place = ''] = readdirSync(path.join(folder, 'to'));
    const names = readdirSync(path.join(folder, 'to', place));
    expect(names.toSorted()).toEqual([
      'G1-concert-1-part-1.jsonl',
      'READ-ME.txt',
      'SHA256SUMS.txt',
      'door-list.pdf',
      'emergency-log.csv',
      'emergency-log.pdf',
    ]);
    expect(exported.files.map((file) => path.basename(file)).toSorted()).toEqual(names.toSorted());
    const read = (name: string) => readFileSync(path.join(folder, 'to', place, name));
    const sums = read('SHA256SUMS.txt').toString().trim().split('\n');
    expect(sums).toHaveLength(5);
    for (const line of sums) {
      const [sum, name = ''] = line.split('  ');
      expect(createHash('sha256').update(read(name)).digest('hex')).toBe(sum);
    }
    expect(read('READ-ME.txt').toString()).toContain('npm run --silent admit-one -- log replay "FOLDER"');
    // It sets pages in print.
  }, 60_000);

  test('hold the log byte for byte, without the line that is being written', async () => {
    await exportFiles({ ...order(path.join(folder, 'to')), kinds: ['raw'] }, SILENT_EXPORT);
    const [place = ''] = readdirSync(path.join(folder, 'to'));
    const copied = readFileSync(path.join(folder, 'to', place, path.basename(source)), 'utf8');
    expect(copied).toBe('{"a":1}\n{"b":2}\n');
  });

  test('never overwrite what was taken away before', async () => {
    const to = path.join(folder, 'to');
    const now = () => new Date('2026-06-01T18:00:00.000Z');
    const first = await exportFiles({ ...order(to), kinds: ['raw'] }, { ...SILENT_EXPORT, now });
    appendFileSync(source, '"}\n');
    const second = await exportFiles({ ...order(to), kinds: ['raw'] }, { ...SILENT_EXPORT, now });
    expect(first.outcome).toBe('exported');
    expect(second.outcome).toBe('exported');
    expect(readdirSync(to)).toHaveLength(2);
  });

  test('are all there but the log’s file that could not be read, and that is said', async () => {
    const to = path.join(folder, 'to');
    const log = logOf(LINES.slice(0, 3), [path.join(folder, 'G1-concert-1-part-9.jsonl'), source]);
    const outcome = await exportFiles({ ...order(to), kinds: ['raw', 'csv'], log }, SILENT_EXPORT);
    expect(outcome).toEqual({
      outcome: 'failed',
      problem: expect.stringContaining('part-9.jsonl could not be read'),
    });
    const [place = ''] = readdirSync(to);
    expect(readdirSync(path.join(to, place))).toContain('G1-concert-1-part-1.jsonl');
    expect(readFileSync(path.join(to, place, 'READ-ME.txt'), 'utf8')).toContain(
      'part-9.jsonl could not be read',
    );
  });

  test.each([
    ['that is not there', 'gone'],
    ['that is a file', 'G1-concert-1-part-1.jsonl'],
  ])('cannot go to a place %s, in words', async (_what, name) => {
    const outcome = await exportFiles(order(path.join(folder, name)), SILENT_EXPORT);
    expect(outcome).toMatchObject({
      outcome: 'failed',
      problem: expect.stringMatching(/choose another place/u),
    });
  });

  test('on a stick that fills up end with a clear word and no half file', async () => {
    await withStick('32k', async (stick) => {
      const outcome = await exportFiles(order(stick.folder), SILENT_EXPORT);
      expect(outcome).toMatchObject({ outcome: 'failed', problem: expect.stringContaining('no room left') });
      const [place = ''] = readdirSync(stick.folder);
      // The log itself was small enough and went first.
      expect(readdirSync(path.join(stick.folder, place))).toEqual([path.basename(source)]);
    });
  });

  test('on a stick that is pulled out in the middle are not said to be there', async () => {
    await withStick('8m', async (stick) => {
      let isOut = false;
      const onProgress = ({ kind, done }: { readonly kind: string; readonly done: number }) => {
        if (isOut || kind !== 'csv' || done < 1_000) return;
        isOut = true;
        stick.pullOut();
      };
      const outcome = await exportFiles(order(stick.folder), { ...SILENT_EXPORT, onProgress });
      expect(isOut).toBe(true);
      expect(outcome).toMatchObject({ outcome: 'failed', problem: expect.stringContaining('pulled out') });
      // Nothing landed on the laptop's own disk, in the folder that the stick was mounted on.
      expect(readdirSync(stick.folder)).toEqual([]);
    });
  });
});
