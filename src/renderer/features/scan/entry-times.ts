import { format } from '../../components/format.ts';
import { WORDS } from './words.ts';

/** Entry times as a person reads them at `now`, or null where none are set. */
export function entryTimesInWords(
  times: { readonly entryOpensAt: string | null; readonly entryClosesAt: string | null },
  now: Date,
): string | null {
  const opens = times.entryOpensAt === null ? null : new Date(times.entryOpensAt);
  const closes = times.entryClosesAt === null ? null : new Date(times.entryClosesAt);
  if (opens !== null && closes !== null) {
    return WORDS.entryBetween(format.shortTimeSeenFrom(opens, now), format.shortTimeSeenFrom(closes, opens));
  }
  if (opens !== null) return WORDS.entryFrom(format.shortTimeSeenFrom(opens, now));
  if (closes !== null) return WORDS.entryUntil(format.shortTimeSeenFrom(closes, now));
  return null;
}
