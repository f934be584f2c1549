import { ask } from '#main/database/ask.ts';
import { chooseConcert } from '#main/gate/concert-choice.ts';
import { type ConcertRow, readConcertRows, readNow } from '../night/rows.ts';
import { ASK_NOW, askConcerts } from '../night/statements.ts';
import type { Surroundings } from './check.ts';

/** The concert of the night, and what else there is. */
export type ConcertFacts = {
  /** By the server's clock. */
  readonly now: Date;
  readonly concert: ConcertRow | null;
  /** Others whose entry is open now: a gate without orders takes the one that opened last. */
  readonly alsoOpen: readonly ConcertRow[];
};

/** Finds the concert as a gate does. @throws the driver's error. */
export async function findConcert({
  pool,
  concertId,
}: Pick<Surroundings, 'pool' | 'concertId'>): Promise<ConcertFacts> {
  const [nowRows, rows] = await ask(pool, 'find the concert', [ASK_NOW, askConcerts({ concertId })]);
  const now = readNow(nowRows);
  const known = readConcertRows(rows);
  const concert = concertId === null ? chooseConcert(known, now) : (known[0] ?? null);
  return { now, concert, alsoOpen: known.filter((other) => other !== concert && isOpen(other, now)) };
}

function isOpen({ entryOpensAt, entryClosesAt }: ConcertRow, now: Date): boolean {
  return entryOpensAt !== null && entryOpensAt <= now && (entryClosesAt === null || entryClosesAt > now);
}
