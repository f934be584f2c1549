import { formatBytes } from '#shared/size.ts';
import { formatSpan } from '#shared/span.ts';

/** The one place that writes times and numbers for people to read. */

/** The language of the words beside them; the laptop's own time zone, because doors open by the clock on the wall. */
const LOCALE = 'en-GB';

export type Formatter = {
  /** `19:42`. */
  readonly timeOfDay: (instant: Date) => string;
  /** `19:42:07`. */
  readonly exactTimeOfDay: (instant: Date) => string;
  /** `Sat 7 March, 19:42`. */
  readonly dayAndTime: (instant: Date) => string;
  /** The time alone on the day of `now`, else with its day. */
  readonly timeSeenFrom: (instant: Date, now: Date) => string;
  /** The same without seconds. */
  readonly shortTimeSeenFrom: (instant: Date, now: Date) => string;
  /** `2,000`. */
  readonly count: (value: number) => string;
  /** A short span in milliseconds, where fractions of a second matter: `40 ms`, `1.2 s`. */
  readonly shortSpan: (spanMs: number) => string;
  /** A share of 1: `34 %`. */
  readonly percent: (share: number) => string;
  /** A size on a disk: `12.4 GB`. */
  readonly bytes: (size: number) => string;
  /** A span in milliseconds in the two largest units that matter: `12 s`, `3 min 12 s`, `2 h 5 min`, `3 days`. */
  readonly span: (spanMs: number) => string;
  /** The same in the largest unit alone, for a narrow place: `12 s`, `3 min`, `2 h`, `3 days`. */
  readonly roughSpan: (spanMs: number) => string;
  /** What is left in minutes and seconds, to be seen running out: `4:59`, `0:07`; `0:00` when nothing is. */
  readonly countdown: (leftMs: number) => string;
};

/** Writes in `timeZone`, or in the laptop's own. */
export function createFormatter(timeZone?: string): Formatter {
  const zone = timeZone === undefined ? {} : { timeZone };
  const time = new Intl.DateTimeFormat(LOCALE, { ...zone, hour: '2-digit', minute: '2-digit' });
  const exact = new Intl.DateTimeFormat(LOCALE, { ...zone, timeStyle: 'medium' });
  const day = new Intl.DateTimeFormat(LOCALE, { ...zone, weekday: 'short', day: 'numeric', month: 'long' });
  const number = new Intl.NumberFormat(LOCALE);
  const isSameDay = (one: Date, other: Date): boolean => day.format(one) === day.format(other);
  const dayAndTime = (instant: Date): string => `${day.format(instant)}, ${time.format(instant)}`;
  return {
    timeOfDay: (instant) => time.format(instant),
    exactTimeOfDay: (instant) => exact.format(instant),
    dayAndTime,
    timeSeenFrom: (instant, now) => (isSameDay(instant, now) ? exact.format(instant) : dayAndTime(instant)),
    shortTimeSeenFrom: (instant, now) =>
      isSameDay(instant, now) ? time.format(instant) : dayAndTime(instant),
    count: (value) => number.format(value),
    shortSpan: (spanMs) =>
      spanMs < 1_000
        ? `${Math.round(spanMs)} ms`
        : spanMs < 60_000
          ? `${(spanMs / 1_000).toFixed(1)} s`
          : formatSpan(spanMs),
    percent: (share) => `${Math.floor(share * 100)} %`,
    bytes: formatBytes,
    span: formatSpan,
    roughSpan: (spanMs) => formatSpan(spanMs).split(' ').slice(0, 2).join(' '),
    countdown: (leftMs) => {
      const seconds = Math.max(0, Math.ceil(leftMs / 1_000));
      return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
    },
  };
}

/** The formatter of every screen. */
export const format = createFormatter();
