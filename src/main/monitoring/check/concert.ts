import { createLocalTime } from '#shared/local-time.ts';
import { formatSpan } from '#shared/span.ts';
import { amber, type Check, green, type Judgement, lineOf, red, type Subject } from './check.ts';
import { type ConcertFacts, findConcert } from './find-concert.ts';
import { listed } from './words.ts';

const SUBJECT: Subject = { id: 'concert', group: 'concert', title: 'Concert' };

const SET_TIMES = 'Set entry_opens_at and entry_closes_at of this concert in the database.';

/** Which concert the gates will admit to, and whether its entry times can be right. */
export const concertCheck: Check = {
  subjects: [SUBJECT],
  async look(surroundings) {
    return [lineOf(SUBJECT, judgeConcert(await findConcert(surroundings), surroundings.concertId))];
  },
};

/** Judges it. */
export function judgeConcert({ concert, now, alsoOpen }: ConcertFacts, wantedId: number | null): Judgement {
  if (concert === null) {
    return wantedId === null
      ? red(
          'The gates cannot tell which concert it is.',
          'Put the concert into the database, with its entry times.',
        )
      : red(`There is no concert ${wantedId}.`, 'List them with “admit-one concert list”.');
  }
  const named = `“${concert.title}” (${concert.id})`;
  const { entryOpensAt: opensAt, entryClosesAt: closesAt } = concert;
  if (opensAt === null || closesAt === null) {
    const which = opensAt === null && closesAt === null ? 'no entry times' : 'one of its entry times only';
    return amber(`${named} has ${which}: on that side nobody is ever “not open”.`, SET_TIMES);
  }
  const local = createLocalTime();
  const times = `entry from ${local(opensAt)} to ${local(closesAt)}`;
  if (closesAt <= opensAt) return red(`${named}: ${times}: it never opens.`, SET_TIMES);
  if (closesAt <= now) {
    return red(`${named}: ${times}: it has closed, and every guest would be “not open”.`, SET_TIMES);
  }
  const when = opensAt > now ? `opens in ${formatSpan(Number(opensAt) - Number(now))}` : 'open now';
  const finding = `${named}: ${times}, ${when}.`;
  if (alsoOpen.length === 0 || wantedId !== null) return green(finding);
  return amber(
    `${finding} Also open now: ${listed(alsoOpen.map(({ title, id }) => `“${title}” (${id})`))}.`,
    'Name the concert’s id in each gate’s settings, or put the entry times right.',
  );
}
