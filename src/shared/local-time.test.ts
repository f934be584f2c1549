import { describe, expect, test } from 'vitest';
import { createLocalTime, timeInFileName } from './local-time.ts';

describe('a time for people', () => {
  test.each([
    ['Europe/Berlin', '2026-10-25T00:30:00.000Z', '2026-10-25 02:30:00 +02:00'],
    ['Europe/Berlin', '2026-10-25T01:30:00.000Z', '2026-10-25 02:30:00 +01:00'],
    ['Europe/London', '2026-01-01T00:00:00.000Z', '2026-01-01 00:00:00 +00:00'],
    ['Asia/Kathmandu', '2026-06-01T18:20:00.000Z', '2026-06-02 00:05:00 +05:45'],
    ['America/St_Johns', '2026-01-01T00:00:00.000Z', '2025-12-31 20:30:00 -03:30'],
  ])(
    'in %s says its offset, so that the hour that comes twice is told apart',
    (timeZone, instant, expected) => {
      expect(createLocalTime(timeZone)(instant)).toBe(expected);
    },
  );

  test('can stand in a file’s name on any stick', () => {
    expect(timeInFileName(new Date('2026-06-01T18:20:30.000Z'), 'UTC')).toBe('2026-06-01 18.20.30');
  });
});
