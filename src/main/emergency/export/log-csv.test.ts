import { assert, asyncProperty, constantFrom, string, tuple } from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LogLine } from '../log/log-reading.ts';
import { logOf, writtenLine } from './fixtures/lines-to-export.ts';
import { csvManners, type CsvManners } from './csv-table.ts';
import { writeLogCsv } from './log-csv.ts';

const MANNERS: CsvManners = { delimiter: ',', timeZone: 'Asia/Kolkata' };

async function write(lines: readonly LogLine[], manners: CsvManners = MANNERS): Promise<string> {
  const pieces: Buffer[] = [];
  await writeLogCsv(
    logOf(lines),
    manners,
    (bytes) => {
      pieces.push(bytes);
      return Promise.resolve();
    },
    () => undefined,
  );
  return Buffer.concat(pieces).toString('utf8');
}

/** Splits as RFC 4180 says, by a reader of the test's own. */
function parse(text: string, delimiter: string): string[][] {
  const rows: string[][] = [[]];
  let cell = '';
  let isQuoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at] ?? '';
    if (isQuoted && letter === '"' && text[at + 1] === '"') {
      cell += '"';
      at += 1;
    } else if (letter === '"') isQuoted = !isQuoted;
    else if (!isQuoted && letter === delimiter) {
      rows.at(-1)?.push(cell);
      cell = '';
    } else if (!isQuoted && letter === '\r' && text[at + 1] === '\n') {
      rows.at(-1)?.push(cell);
      rows.push([]);
      cell = '';
      at += 1;
    } else cell += letter;
  }
  rows.pop();
  return rows;
}

describe('the table of a log', () => {
  test('begins with the mark that Excel needs, ends its lines with CRLF and says the time with its offset', async () => {
    const text = await write([writtenLine(1, { who: 'Nguyễn Thị Ánh' })]);
    expect(text.startsWith('\uFEFFline,door time,')).toBe(true);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/u);
    expect(parse(text.slice(1), ',')[1]?.slice(0, 7)).toEqual([
      '1',
      '2026-06-01 23:00:05 +05:30',
      'admitted',
      'written by hand',
      'Nguyễn Thị Ánh',
      '',
      'the code was torn',
    ]);
  });

  test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', ' =1', '=cmd|"/c calc"!A1', '＝1', '\r=1'])(
    'has %j as a text and not as a formula',
    async (who) => {
      const cell = parse(await write([writtenLine(1, { who, operator: who, reason: who })]), ',')[1];
      for (const index of [4, 6, 8]) expect(cell?.[index]?.startsWith("'")).toBe(true);
    },
  );

  test('leaves a negative number a number', async () => {
    expect(parse(await write([writtenLine(1, { who: 'A' })]), ',')[1]?.[9]).toBe('-12');
  });

  test('has no formula in any cell, whatever was typed and wherever the program that reads it splits', async () => {
    const typed = tuple(
      constantFrom(',', ';', '"', '|', ' ', '\n', 'a'),
      constantFrom('=', '+', '-', '@', 'b'),
      string(),
    ).map((parts) => parts.join(''));
    await assert(
      asyncProperty(typed, constantFrom(',' as const, ';' as const), async (text, delimiter) => {
        const written = await write([writtenLine(1, { who: text, reason: text, operator: text })], {
          ...MANNERS,
          delimiter,
        });
        for (const reader of [',', ';']) {
          const cells = parse(written.slice(1), reader).slice(1).flat();
          for (const cell of cells) expect(cell.replace(/^-12$/u, '')).not.toMatch(/^[=+\-@]/u);
        }
      }),
      { numRuns: 200 },
    );
  });

  test('is split as the system’s language has it', () => {
    expect(csvManners('de-DE').delimiter).toBe(';');
    expect(csvManners('en-US').delimiter).toBe(',');
  });
});
