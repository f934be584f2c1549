import { describeError } from '#main/log/describe-error.ts';
import type { Logger } from '#main/log/logger.ts';
import { createCopyProgress } from './copy-progress.ts';
import { readGuests } from './guests.ts';
import { createLocalFailures } from './local-failures.ts';
import { openLocalSnapshot } from './local-snapshot.ts';
import { readLogPosition } from './local-state.ts';
import { writeSurroundings } from './local-surroundings.ts';
import { createNotedAdmissions } from './noted-admissions.ts';
import { createRefreshed } from './refreshed.ts';
import { createPlan } from './snapshot-plan.ts';
import { readState } from './snapshot-state.ts';
import type { Snapshot } from './snapshot-types.ts';
import type { SnapshotWriter } from './snapshot-writer.ts';
import { takeSearchKey } from './take-search-key.ts';
import { createPageWriter } from './write-pages.ts';

/** A snapshot with the way in that only its refresher uses. */
export type OpenSnapshot = Snapshot & { readonly writer: SnapshotWriter };

/** Opens a gate's snapshot, whatever its file is like. `folder` is the user-data folder. */
export function openSnapshot(options: {
  readonly folder: string;
  readonly gateId: string;
  readonly log: Logger;
}): OpenSnapshot {
  const { log } = options;
  const local = openLocalSnapshot(options);
  const { attempt, noteFailure, close } = createLocalFailures(local, log);
  const noted = createNotedAdmissions();
  const { noteExtent, progress } = createCopyProgress(local);

  const { refreshed, beginRefresh } = createRefreshed(local);
  const writer: SnapshotWriter = {
    beginRefresh,
    ...createPlan(refreshed),
    ...createPageWriter(refreshed, noted, log),
    noteExtent,
    writeSurroundings(surroundings) {
      refreshed.transaction(() => writeSurroundings(local.now().database, surroundings));
    },
    noteFailure,
  };

  return {
    writer,
    find: (code) =>
      attempt(
        'look a code up',
        () => {
          const found = local.now().finder.find(code);
          return found === null || found === 'bad-data' ? found : noted.applyTo(found);
        },
        // Null would say that nobody has this code, and turn a good ticket away.
        'bad-data',
      ),
    findUse: (ticketPurchaseId) =>
      attempt('look a ticket purchase up', () => local.now().finder.findUse(ticketPurchaseId), null),
    concerts: () => attempt('list the concerts', () => local.now().finder.concerts(), []),
    state: () => attempt('tell its state', () => readState(local), null),
    progress: () => attempt('tell its progress', progress, null),
    noteAdmitted({ ticketPurchaseId, at, gateId }) {
      noted.note(ticketPurchaseId, at, gateId);
      const mark = (): void => local.now().purchases.markUsed(ticketPurchaseId, at, gateId);
      attempt('note an admission', mark, undefined);
    },
    async *guests(searchKey, concertId) {
      try {
        yield* readGuests(local.now().database, searchKey, concertId);
      } catch (error) {
        log.error('The snapshot could not list the guests', describeError(error));
      }
    },
    isSearchComplete: () => attempt('tell its state', () => writer.plan().isSearchComplete, false),
    setSearchKey(publicKey) {
      attempt('take the search key', () => takeSearchKey(local, publicKey), undefined);
    },
    belongTo(databaseId) {
      const compare = (): 'same' | 'another' => local.belongTo(databaseId);
      const came = attempt('compare its database', compare, 'same');
      if (came === 'another') noted.forget();
      return came;
    },
    noteLogPosition(position) {
      const put = (): void => local.now().state.put('log_position', JSON.stringify(position));
      attempt('note the log’s position', put, undefined);
    },
    knownLogPosition: () =>
      attempt('read the log’s position', () => readLogPosition(local.now().state.get('log_position')), null),
    close() {
      attempt('close', () => local.now().database.close(), undefined);
      close();
    },
  };
}
