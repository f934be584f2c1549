import { describe, expect, it } from 'vitest';
import { timeOnPaper, writtenTime } from './time-on-paper.ts';

/** By the laptop's own clock, as the paper was. */
const NOW = new Date(2026, 2, 8, 0, 30, 12);

describe('a time on paper', () => {
  it.each(['0:05', '00:05', '0005', '0.05', ' 0h05 '])('may be written %j', (text) => {
    expect(timeOnPaper(text, NOW)).toEqual(new Date(2026, 2, 8, 0, 5));
  });

  it('is of the evening before when it would be in the future', () => {
    expect(timeOnPaper('23:40', NOW)).toEqual(new Date(2026, 2, 7, 23, 40));
    expect(timeOnPaper('0:31', NOW)).toEqual(new Date(2026, 2, 8, 0, 31));
  });

  it('is none when nothing is written, and bad when it is no time', () => {
    expect(timeOnPaper('  ', NOW)).toBeNull();
    for (const text of ['24:00', '7', '12:60', 'noon', '123456']) expect(timeOnPaper(text, NOW)).toBe('bad');
  });
});

describe('the time that will be written', () => {
  it('is said to be now, and when that is, as long as none is typed', () => {
    expect(writtenTime('', NOW)).toEqual({ kind: 'now', words: 'now, 00:30' });
  });

  it('is the typed one, with its day when that was yesterday', () => {
    expect(writtenTime('0:05', NOW)).toEqual({ kind: 'typed', words: '00:05' });
    expect(writtenTime('23:40', NOW)).toEqual({ kind: 'typed', words: 'Sat 7 March, 23:40' });
  });

  it('is none while the typed one is no time', () => {
    expect(writtenTime('25', NOW).kind).toBe('bad');
  });
});
