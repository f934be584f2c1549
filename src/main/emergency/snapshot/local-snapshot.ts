import path from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import type { Logger } from '#main/log/logger.ts';
import { createFinder, type Finder } from './find-ticket.ts';
import { type LaptopKey, openLaptopKey } from './laptop-key.ts';
import { openLocalFile, putAside } from './local-file.ts';
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
};

/** Opens the file of a gate's snapshot, whatever it is like. `folder` is the user-data folder. */
export function openLocalSnapshot(options: {
  readonly folder: string;
  readonly gateId: string;
  readonly databaseIdentity: string;
  readonly log: Logger;
}): LocalSnapshot {
  const { log } = options;
  const gateFolder = path.join(options.folder, 'gates', options.gateId);
  const laptopKey = openLaptopKey(options.folder, log);
  const identity = { database: options.databaseIdentity, keyMark: laptopKey.mark };
  const open = (): Prepared => prepare(openLocalFile(gateFolder, identity, log), laptopKey);
  let local = open();
  let counts = count(local.purchases);

  function sealTo(searchKey: string | null): void {
    local = { ...local, purchases: createLocalPurchases(local.database, laptopKey, searchKey) };
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
      const old = local;
      const searchKey = orNull(() => old.state.get('search_key'));
      const logPosition = orNull(() => old.state.get('log_position'));
      orNull(() => old.database.close());
      orNull(() => putAside(gateFolder));
      local = open();
      if (searchKey !== null) local.state.put('search_key', searchKey);
      if (logPosition !== null) local.state.put('log_position', logPosition);
      sealTo(searchKey);
      counts = count(local.purchases);
    },
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
