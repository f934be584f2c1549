import { createLocalTime } from '#shared/local-time.ts';
import type { DecidedVerdict } from '#shared/verdict.ts';
import type { ReportHolder } from './facts.ts';

/** How a report writes instants and numbers: by the clock on the wall of the hall. */
export type ReportWords = {
  /** `19:30:05` on the night itself; with day and distance from UTC on every other. */
  readonly time: (ms: number) => string;
  /** `19:30`, for an axis. */
  readonly clock: (ms: number) => string;
  /** `2026-06-01 19:30:05 +02:00`. */
  readonly wholeTime: (ms: number) => string;
  /** `1,204`. */
  readonly count: (value: number) => string;
};

/** Writes for a night that `nightMs` lies in. */
export function reportWords(nightMs: number, timeZone?: string): ReportWords {
  const localTime = createLocalTime(timeZone);
  const number = new Intl.NumberFormat('en-GB');
  const wholeTime = (ms: number): string => localTime(new Date(ms));
  const night = wholeTime(nightMs);
  const isSameDay = (time: string): boolean =>
    time.slice(0, 10) === night.slice(0, 10) && time.slice(20) === night.slice(20);
  return {
    wholeTime,
    time(ms) {
      const time = wholeTime(ms);
      return isSameDay(time) ? time.slice(11, 19) : time;
    },
    clock: (ms) => wholeTime(ms).slice(11, 16),
    count: (value) => number.format(value),
  };
}

/** What a refusal means, in words for somebody who was not there. */
export const REFUSAL_MEANINGS = {
  'already-admitted': 'Somebody had come in on this code before.',
  'not-sold-yet': 'A walk-in ticket that nobody had paid for.',
  cancelled: 'The ticket was void.',
  'other-concert': 'A good ticket for another night.',
  'not-open': 'Outside the concert’s entry times.',
  'unknown-code': 'No ticket has this code.',
} as const satisfies Record<Exclude<DecidedVerdict, 'admitted'>, string>;

export type RefusalVerdict = keyof typeof REFUSAL_MEANINGS;
export const REFUSAL_VERDICTS = Object.keys(REFUSAL_MEANINGS) as readonly RefusalVerdict[];

/** `already admitted`. */
export function verdictWords(verdict: DecidedVerdict): string {
  return verdict.replaceAll('-', ' ');
}

/** Who holds a ticket purchase, as far as anybody knows. */
export function holderWords(holder: ReportHolder | null): string {
  if (holder === null) return '';
  return holder.name ?? (holder.kind === 'walk-in' ? 'Walk-in' : 'no name');
}

/** A share of 1, without pretending to be exact: `34 %`; something that is there is never `0 %`. */
export function percent(part: number, whole: number): string {
  if (whole === 0) return '';
  const share = (part / whole) * 100;
  return part > 0 && share < 1 ? '< 1 %' : `${Math.round(share)} %`;
}

/** `1 gate`, `2 gates`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${new Intl.NumberFormat('en-GB').format(count)} ${count === 1 ? one : many}`;
}
