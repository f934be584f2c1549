/**
 * An instant as people at this laptop's clock read it, with its distance from UTC, so that a list still means the same in another
 * country: `2026-06-01 19:30:05 +02:00`.
 */
export type LocalTime = (instant: string | Date) => string;

/** Makes it for a time zone, by default the system's: making one takes longer than ten thousand uses of it should. */
export function createLocalTime(timeZone?: string): LocalTime {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'longOffset',
  });
  return (instant) => {
    const date = typeof instant === 'string' ? new Date(instant) : instant;
    const parts = Object.fromEntries(format.formatToParts(date).map(({ type, value }) => [type, value]));
    // "GMT" alone is London in winter.
    const offset = (parts['timeZoneName'] ?? '').replace('GMT', '') || '+00:00';
    return `${parts['year']}-${parts['month']}-${parts['day']} ${parts['hour']}:${parts['minute']}:${parts['second']} ${offset}`;
  };
}

/** The same for a file's name: no colon, which Windows and its sticks refuse. */
export function timeInFileName(date: Date, timeZone?: string): string {
  return createLocalTime(timeZone)(date).slice(0, 19).replaceAll(':', '.');
}
