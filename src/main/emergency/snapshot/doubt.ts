import type { Logger } from '#main/log/logger.ts';
import { readCount, readServer } from './remote-rows.ts';
import { countPurchases, serverNow } from './remote-statements.ts';
import type { RoundTrips } from './round-trips.ts';
import type { Missing, SnapshotWriter } from './snapshot-writer.ts';

/** With fewer there is no doubt: a rehearsal is emptied again and again. */
const LEAST_PURCHASES = 100;
/** The doubt is over when the database has this part of what is here, and as many as a refresh ago: nobody is restoring it now. */
const RESTORED_PART = 0.9;
/** Longer than any night. What still stands then is meant, as when last year's concerts were deleted. */
const STANDS_MS = 24 * 60 * 60 * 1_000;

/** `begin-again`: the doubt is over, and the sweep walks anew over what it passed over. */
type Judgement = 'follow' | 'keep' | 'begin-again';

/** Says what to do where the database no longer has what is here. @throws the database's error. */
export type Doubt = (missing: Missing) => Promise<Judgement>;

/**
 * A table that was emptied or restored half would turn a whole night away at gates on their own. Where following the database
 * would remove more than half of the ticket purchases, everything is kept. It is followed when it has its ticket purchases
 * back, or when it has stood for a day by the server's clock. A restart changes nothing: that is what people try first.
 */
export function createDoubt(writer: SnapshotWriter, trips: RoundTrips, log: Logger): Doubt {
  let thereBefore: number | null = null;
  return async (missing) => {
    const { doubtSince, ticketPurchases: here } = writer.plan();
    // If more than half is missing of all, then so it is of some page: a few that were deleted cost no count.
    const isLittle = here < LEAST_PURCHASES || !isMost(missing.ids.length, missing.known);
    if (doubtSince === null && isLittle) return 'follow';

    const results = await trips.ask('count ticket purchases', [serverNow({}), countPurchases({})]);
    const { now } = readServer(results[0]);
    const there = readCount(results[1]);
    const counts = { here, there };
    if (doubtSince === null) {
      if (!isMost(here - there, here) && !isMost(missing.ids.length, here)) return 'follow';
      writer.beginDoubt(now);
      log.error('The database lost most of its ticket purchases: the snapshot keeps them', counts);
      return 'keep';
    }
    const isSettled = there === thereBefore;
    thereBefore = there;
    if (isSettled && (here < LEAST_PURCHASES || there >= here * RESTORED_PART)) {
      writer.endDoubt();
      log.info('The database and the snapshot agree on the ticket purchases again', counts);
      return 'begin-again';
    }
    return now.getTime() - doubtSince.getTime() >= STANDS_MS ? 'follow' : 'keep';
  };
}

function isMost(part: number, whole: number): boolean {
  return part > whole / 2;
}
