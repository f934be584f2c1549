import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readBackup } from './read-backup.ts';

const TEXT = `-- MySQL dump 10.13\n--\n-- Table structure for table \`a\`\n${"INSERT INTO `a` VALUES ('x');\n".repeat(500)}\n-- Dump completed on 2026-11-22 20:53:41\n`;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'admit-one-read-backup-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function read(bytes: Buffer | string): Promise<Awaited<ReturnType<typeof readBackup>>> {
  const file = path.join(folder, 'backup.sql.gz');
  await writeFile(file, bytes);
  return await readBackup(file, () => undefined, new AbortController().signal);
}

test('a whole one is what it says, packed or not', async () => {
  expect(await read(gzipSync(TEXT))).toMatchObject({ kind: 'mysql', tables: 1 });
  expect(await read(TEXT)).toMatchObject({ kind: 'mysql', tables: 1 });
});

test('one that was cut off anywhere is damaged', async () => {
  const whole = gzipSync(TEXT);
  for (const length of [2, 10, 30, whole.length - 9, whole.length - 1]) {
    await expect(read(whole.subarray(0, length))).rejects.toThrow('is damaged or cut off');
  }
});

test('one with a single bit turned is damaged', async () => {
  const bytes = gzipSync(TEXT);
  bytes.writeUInt8(bytes.readUInt8(60) ^ 1, 60);
  await expect(read(bytes)).rejects.toThrow('is damaged or cut off');
});

test('one whose dump broke off before it was packed is not whole', async () => {
  await expect(read(gzipSync(TEXT.slice(0, -60)))).rejects.toThrow('breaks off before its end');
});

test('one that names its own database is refused, packed or not', async () => {
  const text = TEXT.replace('\n', '\nUSE `live`;\n');
  for (const bytes of [text, gzipSync(text)]) {
    await expect(read(bytes)).rejects.toThrow('This dump names its own database');
  }
});

test('another file is none', async () => {
  await expect(read('')).rejects.toThrow('is no backup');
  await expect(read(gzipSync('id,name\n1,Zoë\n'))).rejects.toThrow('is no backup');
});
