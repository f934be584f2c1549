import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { attempt, manualEntry } from './fixtures/entries.ts';
import { linesOfPart } from './fixtures/test-log.ts';
import { readLine } from './log-line.ts';

/** One line of a log, without its newline. */
function lineOf(entry: Parameters<typeof linesOfPart>[0][number]): string {
  return String(linesOfPart([entry]).lines[1]).trimEnd();
}

describe('a line of the emergency log', () => {
  test('ends with the SHA-256 of everything before it', () => {
    const line = lineOf(manualEntry(1));
    const [hashed = '', hash] = line.split(',"hash":');
    expect(hash).toBe(`"${createHash('sha256').update(hashed).digest('hex')}"}`);
    expect(JSON.parse(line)).toMatchObject({ kind: 'entry', who: 'Ærøskøbing, “Ö” 🎻', sequence: 1 });
  });

  test('holds no code, only its digest and the ending of a long one', () => {
    const line = lineOf(attempt(1, { code: 'SECRET-TICKET-4711' }));
    expect(line).not.toContain('SECRET');
    expect(JSON.parse(line)).toMatchObject({
      code: `sha256:${createHash('sha256').update('SECRET-TICKET-4711').digest('hex')}`,
      codeEnding: '4711',
    });
  });

  test.each([
    ['elevenchars', ''],
    ['twelve-chars', 'hars'],
    ['🎻🎻🎻🎻🎻🎻🎻🎻🎻🎻🎻🎻', '🎻🎻🎻🎻'],
  ])('of the code %s shows the ending %j', (code, codeEnding) => {
    expect(JSON.parse(lineOf(attempt(1, { code })))).toMatchObject({ codeEnding });
  });

  test('is one line, whatever a person typed into it', () => {
    const line = lineOf(manualEntry(1, 'a\nb\r\u2028"hash":"\ud800'));
    expect(line).not.toMatch(/[\n\r]/u);
    expect(readLine(Buffer.from(line)).content).toMatchObject({ who: 'a\nb\r\u2028"hash":"\ud800' });
  });

  test('that could not be read back is refused before it is written', () => {
    expect(() => lineOf(attempt(1, { doorTime: 'yesterday' }))).toThrow(/doorTime/u);
  });

  test.each(['', '{}', 'null', '\u0000', `{"a":1,"hash":"${'0'.repeat(64)}"}`])(
    'is not believed when it is %j',
    (text) => {
      const read = readLine(Buffer.from(text));
      expect(read).toMatchObject({ link: null, content: null });
      expect(read.claimedHash).not.toBe(read.computedHash);
    },
  );
});
