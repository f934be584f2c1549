import { existsSync } from 'node:fs';
import path from 'node:path';
import { describeError } from '#main/log/describe-error.ts';
import type { Logger } from '#main/log/logger.ts';
import { canBeWritten, writeOut } from './disk-again.ts';
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
import { type LocalFile, openEmpty, openLocalFile } from './local-file.ts';
import { createLocalPurchases, type LocalPurchases } from './local-purchases.ts';
import { createLocalState, type LocalState } from './local-state.ts';

/** The file and what is prepared on it. */
type Prepared = LocalFile & {
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
  /** Where the disk could not be written, looks now and then whether it can be, and goes on there. */
  readonly tryDisk: () => void;
  /** Counts the files that it had: what was read for an earlier one must not be written into the next. */
  readonly generation: () => number;
};

/** As often as a refresh would want to write. */
const TRY_DISK_EVERY_MS = 2_000;

/** Opens the file of a gate's snapshot, whatever it is like. `folder` is the user-data folder. */
export function openLocalSnapshot(options: {
  readonly folder: string;
  readonly gateId: string;
  readonly log: Logger;
}): LocalSnapshot {
  const { log } = options;
  const gateFolder = path.join(options.folder, 'gates', options.gateId);
  let laptopKey = openLaptopKey(options.folder, log);
  let triedDiskAtMs = performance.now();
  const inMemory = (): Prepared =>
    prepare({ database: openEmpty(':memory:', laptopKey.mark), place: 'memory' }, laptopKey);
  // Under a key that is not the laptop's every file would be another's.
  const open = (): Prepared =>
    laptopKey.isKept ? prepare(openLocalFile(gateFolder, laptopKey.mark, log), laptopKey) : inMemory();
  const openAfter = (move: () => void): Prepared => {
    move();
    return open();
  };
  orNull(() => endBrokenMove(gateFolder));
  let local = open();
  let generation = 0;
  let databaseId = local.state.get('database_id');
  let counts = count(local.purchases);

  function sealTo(searchKey: string | null): void {
    local = { ...local, purchases: createLocalPurchases(local.database, laptopKey, searchKey) };
  }

  /** Closes the file and goes on with the next one. */
  function replaceFile(next: () => Prepared): void {
    const old = local;
    const searchKey = orNull(() => old.state.get('search_key'));
    const logPosition = orNull(() => old.state.get('log_position'));
    orNull(() => old.database.close());
    generation += 1;
    try {
      local = next();
    } catch (error) {
      log.error('The snapshot can’t be moved on the disk: the next is only in memory', describeError(error));
      local = inMemory();
    }
    orNull(() => takeOver(searchKey, logPosition));
    counts = count(local.purchases);
  }

  function takeOver(searchKey: string | null, logPosition: string | null): void {
    const { state } = local;
    if (databaseId !== null && state.get('database_id') === null) state.put('database_id', databaseId);
    if (logPosition !== null) state.put('log_position', logPosition);
    if (searchKey === null || state.get('search_key') === searchKey) return;
    state.put('search_key', searchKey);
    state.put('is_search_complete', 0);
    state.put('sweep_cursor', 0);
    sealTo(searchKey);
  }

  function belongTo(wanted: string): 'same' | 'another' {
    const found = local.state.get('database_id');
    databaseId = wanted;
    if (found === wanted) return 'same';
    if (local.place === 'memory') {
      if (found === null) local.state.put('database_id', wanted);
      else replaceFile(inMemory);
      return found === null ? 'same' : 'another';
    }
    if (previousDatabaseId(gateFolder) === wanted) {
      log.info('The snapshot of the database of before is used again');
      replaceFile(() => openAfter(() => bringPreviousBack(gateFolder)));
      return 'another';
    }
    if (found === null) {
      local.state.put('database_id', wanted);
      return 'same';
    }
    log.warn('The snapshot is of another database: it is kept until there is a complete copy of this one');
    // Of a complete copy and one that was just begun, the complete one is worth keeping.
    const isWorthKeeping = isComplete() || !existsSync(previousPath(gateFolder));
    replaceFile(() =>
      openAfter(() =>
        isWorthKeeping ? keepAsPrevious(gateFolder) : removeSnapshot(snapshotPath(gateFolder)),
      ),
    );
    return 'another';
  }

  function isComplete(): boolean {
    return local.state.get('is_complete') === '1';
  }

  function goOnDisk(): void {
    if (!canBeWritten(gateFolder)) return;
    const earlierKey = laptopKey;
    if (!laptopKey.isKept) laptopKey = laptopKey.keep();
    if (!laptopKey.isKept) return;
    if (local.place === 'memory') {
      const isLatest = isComplete() && laptopKey.mark === earlierKey.mark;
      if (isLatest) writeOut(local.database, gateFolder);
      const opened = open();
      if (opened.place === 'disk') {
        replaceFile(() => opened);
      } else {
        opened.database.close();
        laptopKey = earlierKey;
      }
    } else {
      // It holds the file for itself, so nobody can open it a second time.
      replaceFile(open);
    }
    if (local.place !== 'disk') return;
    log.info('The snapshot is on the disk again');
    databaseId ??= local.state.get('database_id');
    if (databaseId !== null) belongTo(databaseId);
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
      // Nothing can be said against a file that is only read past its write-ahead log.
      replaceFile(local.place === 'disk' ? () => openAfter(() => putAside(gateFolder)) : inMemory);
    },
    belongTo,
    dropPrevious() {
      if (local.place === 'disk') orNull(() => removeSnapshot(previousPath(gateFolder)));
    },
    tryDisk() {
      if (local.place === 'disk' || performance.now() - triedDiskAtMs < TRY_DISK_EVERY_MS) return;
      triedDiskAtMs = performance.now();
      try {
        goOnDisk();
      } catch (error) {
        log.warn('The snapshot could not go on on the disk', describeError(error));
      }
    },
    generation: () => generation,
  };
}

function prepare({ database, place }: LocalFile, laptopKey: LaptopKey): Prepared {
  const state = createLocalState(database);
  return {
    database,
    place,
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
