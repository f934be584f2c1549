import { existsSync } from 'node:fs';
import path from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { describeError } from '#main/log/describe-error.ts';
import type { Logger } from '#main/log/logger.ts';
import { createFinder, type Finder } from './find-ticket.ts';
import { type LaptopKey, openLaptopKey } from './laptop-key.ts';
import {
  bringPreviousBack,
  endBrokenMove,
  keepAsPrevious,
  previousDatabaseId,
  previousPath,
  putAside,
  removeSnapshot,
  snapshotPath,
} from './kept-aside.ts';
import { openEmpty, openLocalFile } from './local-file.ts';
import { createLocalPurchases, type LocalPurchases } from './local-purchases.ts';
import { createLocalState, type LocalState } from './local-state.ts';

/** The file and what is prepared on it. */
type Prepared = {
  readonly database: DatabaseSync;
  readonly finder: Finder;
  readonly state: LocalState;
  readonly purchases: LocalPurchases;
};

type Counts = { readonly ticketPurchases: number; readonly unclearRows: number };

/** A snapshot's file on this laptop. */
export type LocalSnapshot = {
  /** The file as it is now; after damage it is another one, so nobody keeps it. */
  readonly now: () => Prepared;
  /** All of `work` is written, or nothing of it. */
  readonly transaction: (work: () => void) => void;
  /** How many rows there are; kept, because counting a million takes a while. */
  readonly counts: () => Counts;
  readonly recount: () => void;
  readonly countNew: (rows: number) => void;
  /** Rows are sealed to the lead's key from now on. */
  readonly sealTo: (searchKey: string) => void;
  /**
   * What can't be trusted any more is put aside; the lead's key and the log's position go over into the new file, where they
   * can still be read.
   */
  readonly beginAnew: () => void;
  /**
   * It is a copy of the database `databaseId`, if nobody knew that before. The copy of another one is kept until there is a
   * complete one of this, and comes back when it is this one's.
   */
  readonly belongTo: (databaseId: string) => 'same' | 'another';
  /** The copy is complete: that of an earlier database is not needed any more. */
  readonly dropPrevious: () => void;
  /** Counts the files that it had: what was read for an earlier one must not be written into the next. */
  readonly generation: () => number;
};

/** Opens the file of a gate's snapshot, whatever it is like. `folder` is the user-data folder. */
export function openLocalSnapshot(options: {
  readonly folder: string;
  readonly gateId: string;
  readonly log: Logger;
}): LocalSnapshot {
  const { log } = options;
  const gateFolder = path.join(options.folder, 'gates', options.gateId);
  const laptopKey = openLaptopKey(options.folder, log);
  const open = (): Prepared => prepare(openLocalFile(gateFolder, laptopKey.mark, log), laptopKey);
  orNull(() => endBrokenMove(gateFolder));
  let local = open();
  let generation = 0;
  let databaseId = local.state.get('database_id');
  let counts = count(local.purchases);

  function sealTo(searchKey: string | null): void {
    local = { ...local, purchases: createLocalPurchases(local.database, laptopKey, searchKey) };
  }

  /** Closes the file, moves it, and opens what is then in its place. */
  function replaceFile(move: () => void): void {
    const old = local;
    const searchKey = orNull(() => old.state.get('search_key'));
    const logPosition = orNull(() => old.state.get('log_position'));
    orNull(() => old.database.close());
    generation += 1;
    try {
      move();
      local = open();
    } catch (error) {
      log.error('The snapshot can’t be moved on the disk: the next is only in memory', describeError(error));
      local = prepare(openEmpty(':memory:', laptopKey.mark), laptopKey);
    }
    if (databaseId !== null) local.state.put('database_id', databaseId);
    if (logPosition !== null) local.state.put('log_position', logPosition);
    if (searchKey !== null && local.state.get('search_key') !== searchKey) {
      local.state.put('search_key', searchKey);
      local.state.put('is_search_complete', 0);
      local.state.put('sweep_cursor', 0);
      sealTo(searchKey);
    }
    counts = count(local.purchases);
  }

  return {
    now: () => local,
    transaction(work) {
      local.database.exec('BEGIN IMMEDIATE');
      try {
        work();
        local.database.exec('COMMIT');
      } catch (error) {
        local.purchases.forget();
        if (local.database.isTransaction) local.database.exec('ROLLBACK');
        throw error;
      }
    },
    counts: () => counts,
    recount() {
      counts = count(local.purchases);
    },
    countNew(rows) {
      counts = { ...counts, ticketPurchases: counts.ticketPurchases + rows };
    },
    sealTo,
    beginAnew() {
      replaceFile(() => putAside(gateFolder));
    },
    belongTo(wanted) {
      const found = local.state.get('database_id');
      const isPrevious = found !== wanted && previousDatabaseId(gateFolder) === wanted;
      databaseId = wanted;
      if (found === wanted) return 'same';
      if (isPrevious) {
        log.info('The snapshot of the database of before is used again');
        replaceFile(() => bringPreviousBack(gateFolder));
        return 'another';
      }
      if (found === null) {
        local.state.put('database_id', wanted);
        return 'same';
      }
      log.warn('The snapshot is of another database: it is kept until there is a complete copy of this one');
      const isComplete = local.state.get('is_complete') === '1';
      const hasPrevious = existsSync(previousPath(gateFolder));
      // Of a complete copy and one that was just begun, the complete one is worth keeping.
      if (isComplete || !hasPrevious) replaceFile(() => keepAsPrevious(gateFolder));
      else replaceFile(() => removeSnapshot(snapshotPath(gateFolder)));
      return 'another';
    },
    dropPrevious() {
      if (local.database.location() === null) return;
      orNull(() => removeSnapshot(previousPath(gateFolder)));
    },
    generation: () => generation,
  };
}

function prepare(database: DatabaseSync, laptopKey: LaptopKey): Prepared {
  const state = createLocalState(database);
  return {
    database,
    state,
    finder: createFinder(database, laptopKey),
    purchases: createLocalPurchases(database, laptopKey, state.get('search_key')),
  };
}

function count(purchases: LocalPurchases): Counts {
  return { ticketPurchases: purchases.count(), unclearRows: purchases.countUnclear() };
}

function orNull<T>(work: () => T): T | null {
  try {
    return work();
  } catch {
    return null;
  }
}
