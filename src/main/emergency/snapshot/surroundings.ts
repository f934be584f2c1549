import type { Logger } from '#main/log/logger.ts';
import { readSurroundings } from './remote-rows.ts';
import { allConcerts, allGates, allTicketKinds } from './remote-statements.ts';
import type { SnapshotWriter } from './snapshot-writer.ts';

/** Concerts, kinds and gates are read at every refresh while they are this few, else rarely. */
const FEW_SURROUNDINGS = 500;
const MANY_SURROUNDINGS_EVERY_MS = 60_000;

/** What stands around the ticket purchases: concerts, kinds of ticket and gates. */
export type SurroundingsReader = {
  readonly isDue: () => boolean;
  readonly statements: () => string[];
  /** Writes what the statements were answered. */
  readonly take: (results: readonly unknown[]) => void;
};

export function createSurroundingsReader(writer: SnapshotWriter, log: Logger): SurroundingsReader {
  let last = { rows: 0, readAtMs: -Infinity };
  return {
    isDue: () =>
      last.rows <= FEW_SURROUNDINGS || performance.now() - last.readAtMs > MANY_SURROUNDINGS_EVERY_MS,
    statements: () => [allConcerts({}), allTicketKinds({}), allGates({})],
    take(results) {
      const read = readSurroundings(results);
      if (read.unclear > 0)
        log.warn('Concerts, kinds of ticket or gates that can’t be understood', { rows: read.unclear });
      writer.writeSurroundings(read);
      const rows = read.concerts.length + read.ticketKinds.length + read.gates.length;
      last = { rows, readAtMs: performance.now() };
    },
  };
}
