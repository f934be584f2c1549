import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { attempt, manualEntry } from './fixtures/entries.ts';
import { openTestLog } from './fixtures/test-log.ts';

const DOCUMENT = readFileSync(
  path.resolve(import.meta.dirname, '../../../../docs/emergency-log-format.md'),
  'utf8',
);
/** The commands of the document, in its order. */
const [HASH_OF_LINE_2 = '', CHECK_ALL = '', FIND_CODE = ''] = [
  ...DOCUMENT.matchAll(/```sh\n(?<script>.*?)```/gsu),
].map((match) => match.groups?.['script'] ?? '');

let folder: string;
let file: string;
beforeEach(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'admit-one-format-'));
  const log = await openTestLog(folder);
  await log.append(attempt(1, { code: 'GALA-2026-004711' }));
  await log.append(manualEntry(2, 'a "quoted" \\ name,"hash":"x"} ✓'));
  await log.append(attempt(3));
  await log.close();
  file = path.join(folder, readdirSync(folder).find((name) => name.endsWith('.jsonl')) ?? '');
});
afterEach(() => rmSync(folder, { recursive: true }));

function run(script: string) {
  const { status, stdout } = spawnSync('bash', ['-c', script], {
    encoding: 'utf8',
    env: { ...process.env, FILE: file, CODE: 'GALA-2026-004711' },
  });
  return { status, output: stdout.trim() };
}

function change(from: string, to: string): void {
  writeFileSync(file, readFileSync(file, 'utf8').replace(from, to));
}

describe('the document of the format', () => {
  test('names every field of every line, in its order', () => {
    const fields = readFileSync(file, 'utf8')
      .trimEnd()
      .split('\n')
      .flatMap((line) => Object.keys(JSON.parse(line) as object));
    for (const field of new Set(fields)) expect(DOCUMENT).toContain(`| \`${field}\``);
    const order = [...DOCUMENT.matchAll(/^\| `(?<field>\w+)`/gmu)].map((match) => match.groups?.['field']);
    const attemptFields = fields.slice(-22).filter((field) => field !== 'kind');
    expect(attemptFields.filter((field) => !order.includes(field))).toEqual([]);
  });

  test('gives a command for the hash of a line', () => {
    const second = readFileSync(file, 'utf8').split('\n')[1] ?? '';
    const [hash] = run(HASH_OF_LINE_2).output.split(' ');
    expect(second.endsWith(`,"hash":"${hash}"}`)).toBe(true);
  });

  test('gives commands that find a whole log whole, and the line that is wrong', () => {
    expect(run(CHECK_ALL)).toEqual({ status: 0, output: 'whole' });
    change('Zoë', 'Zoe');
    expect(run(CHECK_ALL)).toEqual({ status: 1, output: 'line 2 was changed' });
  });

  test('gives commands that find a line missing, and a torn one', () => {
    const lines = readFileSync(file, 'utf8').split('\n');
    writeFileSync(file, lines.toSpliced(2, 1).join('\n'));
    expect(run(CHECK_ALL)).toEqual({ status: 1, output: 'line 3 does not go on from the one before' });
    writeFileSync(file, lines.join('\n').slice(0, -1));
    expect(run(CHECK_ALL)).toEqual({ status: 1, output: 'line 4 is torn' });
  });

  test('gives a command that finds the line of a ticket', () => {
    expect(run(FIND_CODE).output).toMatch(/^2:\{/u);
  });
});
