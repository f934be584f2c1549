import { format } from '../../components/format.ts';
import { WRITE_WORDS as WORDS } from './words/write-words.ts';

/** A paper that is entered after midnight holds times of the evening before. */
const MAY_BE_AHEAD_MS = 60_000;
const DAY_MS = 24 * 60 * 60 * 1_000;

/**
 * The instant that a person wrote as `19:42` (or `1942`, `7.42`), the last one that is not in the future; null for nothing, `bad` for
 * what is no time.
 */
export function timeOnPaper(text: string, now: Date): Date | null | 'bad' {
  const wanted = text.trim();
  if (wanted === '') return null;
  const [, hours = '', minutes = ''] = /^(\d{1,2})[:.h ]?(\d{2})$/u.exec(wanted) ?? [];
  if (hours === '' || Number(hours) > 23 || Number(minutes) > 59) return 'bad';
  const today = new Date(now);
  today.setHours(Number(hours), Number(minutes), 0, 0);
  return today.getTime() > now.getTime() + MAY_BE_AHEAD_MS ? new Date(today.getTime() - DAY_MS) : today;
}

/** Which time an entry gets that is written now, in words: with its day when that is not today. */
export function writtenTime(
  text: string,
  now: Date,
): { readonly kind: 'now' | 'typed' | 'bad'; readonly words: string } {
  const time = timeOnPaper(text, now);
  if (time === 'bad') return { kind: 'bad', words: WORDS.badTime };
  if (time === null) return { kind: 'now', words: WORDS.timeNow(format.timeOfDay(now)) };
  return { kind: 'typed', words: format.shortTimeSeenFrom(time, now) };
}
