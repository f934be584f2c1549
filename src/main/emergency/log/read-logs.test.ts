import { createHash } from 'node:crypto';
import { assert, integer, nat, pre, property } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { attempt, attemptIdOf, manualEntry } from './fixtures/entries.ts';
import { linesOfPart } from './fixtures/test-log.ts';
import { joinParts } from './join-parts.ts';
import type { LogReading } from './log-reading.ts';
import { readPart } from './read-part.ts';

/** Far above what any of it takes: the machine may have other work. */
const TIMEOUT_MS = 60_000;
const FILE = '/log/G1-concert-12-part-1.jsonl';
const SECOND = '/log/G1-concert-12-part-2.jsonl';

function readBytes(bytes: Buffer, second?: Buffer): LogReading {
  const parts = [readPart(FILE, bytes)];
  return joinParts(second === undefined ? parts : [readPart(SECOND, second), ...parts]);
}

/** Line numbers of the first file's faults. */
function faultyLines(reading: LogReading, file = FILE): (number | null)[] {
  return reading.findings.filter((finding) => finding.file === file).map(({ lineNumber }) => lineNumber);
}

const FIVE = [attempt(0), manualEntry(1), attempt(2, { verdict: 'unknown-code' }), attempt(3), attempt(4)];

describe('a log that is read back', { timeout: TIMEOUT_MS }, () => {
  test('whole is whole, with every entry, and from when to when', () => {
    const { lines, end } = linesOfPart(FIVE);
    expect(readBytes(Buffer.concat(lines))).toMatchObject({
      isWhole: true,
      findings: [],
      entries: 5,
      gateId: 'G1',
      concertId: 12,
      concertTitle: 'Winter Gala',
      from: '2026-12-18T18:30:00.000Z',
      to: '2026-12-18T18:30:00.000Z',
      position: end,
    });
  });

  test('with any single bit flipped is reported, with the line that it is in', () => {
    const { lines } = linesOfPart(FIVE.slice(0, 3));
    const bytes = Buffer.concat(lines);
    const missed: number[] = [];
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const damaged = Buffer.from(bytes);
      damaged[bit >> 3] = (damaged[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      const lineNumber = bytes.subarray(0, bit >> 3).filter((byte) => byte === 0x0a).length + 1;
      const reading = readBytes(damaged);
      if (reading.isWhole || faultyLines(reading)[0] !== lineNumber) missed.push(bit);
    }
    expect(missed).toEqual([]);
  });

  test('with any bit of an earlier part flipped is reported as well', () => {
    const first = linesOfPart(FIVE.slice(0, 2));
    const bytes = Buffer.concat(first.lines);
    const second = Buffer.concat(linesOfPart(FIVE.slice(2), 2, first.end).lines);
    expect(readBytes(bytes, second)).toMatchObject({ isWhole: true, entries: 5 });
    assert(
      property(nat(bytes.length * 8 - 1), (bit) => {
        const damaged = Buffer.from(bytes);
        damaged[bit >> 3] = (damaged[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        const reading = readBytes(damaged, second);
        const lineNumber = bytes.subarray(0, bit >> 3).filter((byte) => byte === 0x0a).length + 1;
        return !reading.isWhole && faultyLines(reading)[0] === lineNumber;
      }),
    );
  });

  test('with lines cut out is reported at the line after the cut, and hides nothing of the rest', () => {
    const { lines } = linesOfPart(Array.from({ length: 8 }, (_, number) => attempt(number)));
    assert(
      property(nat(lines.length - 2), integer({ min: 1, max: 3 }), (at, wanted) => {
        const count = Math.min(wanted, lines.length - 1 - at);
        const cut = lines.toSpliced(at, count);
        const reading = readBytes(Buffer.concat(cut));
        expect(faultyLines(reading)[0]).toBe(at + 1);
        expect(reading.isWhole).toBe(false);
        expect(reading.entries).toBe(cut.length - (at === 0 ? 0 : 1));
        expect(reading.lines.every((line) => line.isVerified === line.lineNumber <= at)).toBe(true);
      }),
    );
  });

  test('with two lines exchanged is reported at the first of them', () => {
    const { lines } = linesOfPart(FIVE);
    assert(
      property(nat(lines.length - 1), nat(lines.length - 1), (one, other) => {
        pre(one !== other);
        const swapped = lines.with(one, lines[other] ?? Buffer.of()).with(other, lines[one] ?? Buffer.of());
        const reading = readBytes(Buffer.concat(swapped));
        expect(faultyLines(reading)[0]).toBe(Math.min(one, other) + 1);
        expect(reading.isWhole).toBe(false);
      }),
    );
  });

  test('with a line rewritten, its own hash included, is reported at the line after it', () => {
    const { lines } = linesOfPart(FIVE);
    const others = linesOfPart(FIVE.with(1, manualEntry(1, 'somebody else'))).lines;
    const reading = readBytes(Buffer.concat(lines.with(2, others[2] ?? Buffer.of())));
    expect(faultyLines(reading)).toEqual([4]);
    expect(reading.lines.map(({ isVerified }) => isVerified)).toEqual([true, true, false, false, false]);
  });

  test('cut off at any byte keeps every whole line, and reports the torn one', () => {
    const { lines } = linesOfPart(FIVE);
    const bytes = Buffer.concat(lines);
    const ends = lines.map((_, index) => Buffer.concat(lines.slice(0, index + 1)).length);
    for (let length = 0; length < bytes.length; length += 1) {
      const reading = readBytes(bytes.subarray(0, length));
      const whole = ends.filter((end) => end <= length).length;
      expect(reading.entries).toBe(Math.max(0, whole - 1));
      const isTorn = length === 0 || !ends.includes(length);
      expect(faultyLines(reading)).toEqual(isTorn ? [whole + 1] : []);
      expect(reading.isWhole).toBe(!isTorn);
    }
  });

  test('with a torn end that the log has gone on from is whole, and says so', () => {
    const first = linesOfPart(FIVE.slice(0, 2));
    const torn = Buffer.concat([...first.lines, Buffer.from('{"version":1,"log')]);
    const second = Buffer.concat(linesOfPart(FIVE.slice(2), 2, first.end).lines);
    const reading = readBytes(torn, second);
    expect(reading).toMatchObject({ isWhole: true, entries: 5, files: [FILE, SECOND] });
    expect(reading.findings).toMatchObject([
      { kind: 'torn-line', lineNumber: 4, isFault: false, words: expect.stringContaining('goes on') },
    ]);
  });

  test('does not count a line that the log has gone on without', () => {
    const first = linesOfPart(FIVE.slice(0, 2));
    const unconfirmed = linesOfPart(FIVE.slice(0, 3)).lines;
    const second = Buffer.concat(linesOfPart([attempt(9)], 2, first.end).lines);
    const reading = readBytes(Buffer.concat(unconfirmed), second);
    expect(reading.lines.map(({ entry }) => entry.attemptId)).toEqual([0, 1, 9].map(attemptIdOf));
    expect(reading.findings).toMatchObject([{ kind: 'disowned-line', lineNumber: 4, isFault: false }]);
    expect(reading.isWhole).toBe(true);
  });

  test('without one of its parts says so, and still vouches for what the other holds', () => {
    const first = linesOfPart(FIVE.slice(0, 2));
    const second = linesOfPart(FIVE.slice(2), 2, first.end);
    const reading = joinParts([readPart(SECOND, Buffer.concat(second.lines))]);
    expect(reading).toMatchObject({ isWhole: false, entries: 3 });
    expect(reading.findings).toMatchObject([{ kind: 'missing-lines', lineNumber: 1 }]);
    expect(reading.lines.every(({ isVerified }) => isVerified)).toBe(true);
    const third = linesOfPart([attempt(5)], 3, second.end);
    const around = joinParts([
      readPart(FILE, Buffer.concat(first.lines)),
      readPart('/log/G1-concert-12-part-3.jsonl', Buffer.concat(third.lines)),
    ]);
    expect(around.findings).toMatchObject([
      { kind: 'missing-lines', words: expect.stringMatching(/3 to 6/u) },
    ]);
  });

  test('given twice, or in an earlier state as well, counts every entry once', () => {
    const { lines } = linesOfPart(FIVE);
    const bytes = Buffer.concat(lines);
    const copies = [
      readPart('/stick/G1-concert-12-part-1.jsonl', bytes),
      readPart('/old/G1-concert-12-part-1.jsonl', Buffer.concat(lines.slice(0, 3))),
      readPart(FILE, bytes),
    ];
    expect(joinParts(copies)).toMatchObject({ isWhole: true, entries: 5 });
  });

  test('that holds a line of a newer program says so, and does not call it damaged', () => {
    const { lines } = linesOfPart(FIVE.slice(0, 2));
    const hashed = String(lines[1]).split(',"hash":')[0]?.replace('"version":1', '"version":2') ?? '';
    const hash = createHash('sha256').update(hashed).digest('hex');
    const reading = readBytes(
      Buffer.concat([lines[0] ?? Buffer.of(), Buffer.from(`${hashed},"hash":"${hash}"}\n`)]),
    );
    expect(reading.findings).toMatchObject([{ kind: 'unreadable-line', lineNumber: 2, isFault: true }]);
    expect(reading.position).toMatchObject({ sequence: 1, hash });
  });
});
