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
