import { ask } from '#main/database/ask.ts';
import { concertOf, type GateConcert, listConcerts, readConcerts } from '#main/gate/concert-list.ts';
import { readNow } from '../night/rows.ts';
import { ASK_NOW } from '../night/statements.ts';
import type { Surroundings } from './check.ts';

/** The concert of the night, and what else there is. */
export type ConcertFacts = {
  /** By the server's clock. */
  readonly now: Date;
  readonly concert: GateConcert | null;
  /** Others whose entry is open now: a gate without orders takes the one that opened last. */
  readonly alsoOpen: readonly GateConcert[];
};

/** Finds the concert as a gate does. @throws the driver's error. */
export async function findConcert({
  pool,
  concertId,
}: Pick<Surroundings, 'pool' | 'concertId'>): Promise<ConcertFacts> {
  const [nowRows, rows] = await ask(pool, 'find the concert', [ASK_NOW, listConcerts({ concertId })]);
  const now = readNow(nowRows);
  const { known } = readConcerts(rows);
  const concert = concertOf(known, concertId, now);
  return { now, concert, alsoOpen: known.filter((other) => other !== concert && isOpen(other, now)) };
}

function isOpen({ entryOpensAt, entryClosesAt }: GateConcert, now: Date): boolean {
  return entryOpensAt !== null && entryOpensAt <= now && (entryClosesAt === null || entryClosesAt > now);
}
