import path from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { describeError } from '#main/log/describe-error.ts';
import type { Logger } from '#main/log/logger.ts';
import { createFinder, type Finder } from './find-ticket.ts';
import { readGuests } from './guests.ts';
import { type LaptopKey, openLaptopKey } from './laptop-key.ts';
import { isBusy, isDamage, openLocalFile, putAside } from './local-file.ts';
import { createLocalPurchases, type LocalPurchases } from './local-purchases.ts';
import { createLocalState, type LocalState, readLogPosition } from './local-state.ts';
import { writeSurroundings } from './local-surroundings.ts';
import type { LogPosition, Snapshot, SnapshotTicket } from './snapshot-types.ts';
import type { RemoteRow } from './remote-rows.ts';
import { CursorMovedError, inSlices, type SnapshotWriter } from './snapshot-writer.ts';

/** A snapshot with the way in that only its refresher uses. */
export type OpenSnapshot = Snapshot & { readonly writer: SnapshotWriter };

/** The file and what is prepared on it. */
type Local = {
  readonly database: DatabaseSync;
  readonly finder: Finder;
  readonly state: LocalState;
  purchases: LocalPurchases;
};

/** An admission of this gate that the refresh has not brought back yet. */
type NotedAdmission = { readonly at: Date; readonly gateId: string; readonly notedAtMs: number };

const SQLITE_ERROR = 'ERR_SQLITE_ERROR';

/**
 * Opens a gate's snapshot, whatever its file is like. `folder` is the user-data folder; `databaseIdentity` says which
 * database it is a copy of (host, port and name): another one means a new copy.
 */
export function openSnapshot(options: {
  readonly folder: string;
  readonly gateId: string;
  readonly databaseIdentity: string;
  readonly log: Logger;
}): OpenSnapshot {
  const { log } = options;
  const gateFolder = path.join(options.folder, 'gates', options.gateId);
  const laptopKey = openLaptopKey(options.folder, log);
  const identity = { database: options.databaseIdentity, keyMark: laptopKey.mark };
  const noted = new Map<number, NotedAdmission>();
  let local = prepare(openLocalFile(gateFolder, identity, log), laptopKey);
  let extent = { firstId: 0, lastId: 0 };
  let counts = { ticketPurchases: local.purchases.count(), unclearRows: local.purchases.countUnclear() };
  let isClosed = false;

  function transaction(work: () => void): void {
    local.database.exec('BEGIN IMMEDIATE');
    try {
      work();
      local.database.exec('COMMIT');
    } catch (error) {
      local.purchases.forget();
      if (local.database.isTransaction) local.database.exec('ROLLBACK');
      throw error;
    }
  }

  /**
   * What can't be trusted any more is put aside; the lead's key and the log's position go over into the new file, where they
   * can still be read.
   */
  function beginAnew(): void {
    const old = local;
    const searchKey = orNull(() => old.state.get('search_key'));
    const logPosition = orNull(() => old.state.get('log_position'));
    orNull(() => old.database.close());
    orNull(() => putAside(gateFolder));
    local = prepare(openLocalFile(gateFolder, identity, log), laptopKey);
    if (searchKey !== null) local.state.put('search_key', searchKey);
    if (logPosition !== null) local.state.put('log_position', logPosition);
    local.purchases = createLocalPurchases(local.database, laptopKey, searchKey);
    recount();
  }

  function recount(): void {
    counts = { ticketPurchases: local.purchases.count(), unclearRows: local.purchases.countUnclear() };
  }

  function noteFailure(error: unknown): boolean {
    if (isClosed) return true;
    if (error instanceof CursorMovedError || isBusy(error)) {
      log.info('The snapshot is written by somebody else at the moment', describeError(error));
      return true;
    }
    if ((error as { readonly code?: unknown }).code !== SQLITE_ERROR) return false;
    log.error('The snapshot’s file failed', describeError(error));
    if (isDamage(error)) beginAnew();
    return true;
  }

  /** Does what must not throw. */
  function attempt<T>(what: string, work: () => T, otherwise: T): T {
    if (isClosed) return otherwise;
    try {
      return work();
    } catch (error) {
      log.error(`The snapshot could not ${what}`, describeError(error));
      if (isDamage(error)) beginAnew();
      return otherwise;
    }
  }

  function withNoted(ticket: SnapshotTicket): SnapshotTicket {
    const admission = noted.get(ticket.ticketPurchaseId);
    if (admission === undefined || ticket.status !== 'valid') return ticket;
    const usedGate = { id: admission.gateId, name: null };
    return { ...ticket, status: 'used', usedAt: admission.at, usedGate };
  }

  const writer: SnapshotWriter = {
    plan: () => {
      const changesFrom = local.state.getNumber('changes_from');
      return {
        changesFrom: changesFrom === null ? null : new Date(changesFrom),
        copyCursor: local.state.getNumber('copy_cursor'),
        sweepCursor: local.state.getNumber('sweep_cursor') ?? 0,
        isSearchComplete: local.state.get('is_search_complete') === '1',
      };
    },
    beginCopy(serverNow, takenAt) {
      transaction(() => {
        local.state.put('changes_from', serverNow.getTime());
        local.state.put('copy_cursor', 0);
        local.state.put('sweep_cursor', 0);
        local.state.put('taken_at', takenAt.getTime());
        local.state.put('is_search_complete', 1);
      });
    },
    noteExtent(known) {
      extent = known;
    },
    endCopy() {
      transaction(() => local.state.remove('copy_cursor'));
      recount();
    },
    async writePage({ rows, readStartedAtMs, cursor }) {
      let changed = 0;
      const unclear: Extract<RemoteRow, { kind: 'unclear' }>[] = [];
      const isNew = cursor?.walk === 'copy';
      const key = cursor === null ? null : cursorKey(cursor.walk);
      let at = cursor?.from ?? 0;
      let reached = at;
      await inSlices(
        rows,
        (work) => {
          let written = 0;
          transaction(() => {
            if (key !== null && local.state.getNumber(key) !== at) throw new CursorMovedError();
            written = changed;
            work();
          });
          at = reached;
          counts = isNew
            ? { ...counts, ticketPurchases: counts.ticketPurchases + changed - written }
            : counts;
        },
        (row) => {
          const { id } = row.purchase;
          const admission = noted.get(id);
          // It was read before this gate's admission was committed: the next refresh brings the truth.
          if (admission !== undefined && admission.notedAtMs >= readStartedAtMs) return;
          noted.delete(id);
          if (local.purchases.write(row, isNew) === 'same') return;
          changed += 1;
          if (row.kind === 'unclear') unclear.push(row);
        },
        (last) => {
          reached = last.purchase.id;
          if (key !== null) local.state.put(key, reached);
        },
      );
      if (!isNew && changed > 0) recount();
      const [first] = unclear;
      if (first !== undefined) {
        log.warn('Ticket purchases that can’t be understood: their codes are answered “bad-data”', {
          rows: unclear.length,
          ticketPurchaseId: first.purchase.id,
          columns: first.columns,
        });
      }
      return changed;
    },
    async removeMissing(rows, after, upTo) {
      const there = new Set(rows.map((row) => row.purchase.id));
      const missing = local.purchases.idsBetween(after, upTo).filter((id) => !there.has(id));
      let removed = 0;
      await inSlices(missing, transaction, (id) => {
        if (local.purchases.remove(id)) removed += 1;
      });
      if (removed > 0) recount();
      return removed;
    },
    endSweep(from) {
      transaction(() => {
        if (local.state.getNumber('sweep_cursor') !== from) throw new CursorMovedError();
        local.state.put('sweep_cursor', 0);
        local.state.put('is_search_complete', 1);
      });
    },
    writeSurroundings(surroundings) {
      transaction(() => writeSurroundings(local.database, surroundings));
    },
    noteTaken(serverNow, takenAt) {
      transaction(() => {
        local.state.put('changes_from', serverNow.getTime());
        local.state.put('taken_at', takenAt.getTime());
        local.state.put('is_complete', 1);
      });
    },
    noteFailure,
  };

  return {
    writer,
    find: (code) =>
      attempt(
        'look a code up',
        () => {
          const found = local.finder.find(code);
          return found === null || found === 'bad-data' ? found : withNoted(found);
        },
        null,
      ),
    concerts: () => attempt('list the concerts', () => local.finder.concerts(), []),
    state: () =>
      attempt(
        'tell its state',
        () => {
          const takenAt = local.state.getNumber('taken_at');
          if (takenAt === null) return null;
          return {
            takenAt: new Date(takenAt),
            isComplete: local.state.get('is_complete') === '1',
            ...counts,
          };
        },
        null,
      ),
    progress: () =>
      attempt(
        'tell its progress',
        () => {
          const cursor = local.state.getNumber('copy_cursor');
          if (cursor === null) return null;
          const copied = counts.ticketPurchases;
          return { copied, total: Math.max(copied, estimateTotal(copied, cursor, extent)) };
        },
        null,
      ),
    noteAdmitted({ ticketPurchaseId, at, gateId }) {
      noted.set(ticketPurchaseId, { at, gateId, notedAtMs: performance.now() });
      attempt('note an admission', () => local.purchases.markUsed(ticketPurchaseId, at, gateId), undefined);
    },
    async *guests(searchKey, concertId) {
      try {
        yield* readGuests(local.database, searchKey, concertId);
      } catch (error) {
        log.error('The snapshot could not list the guests', describeError(error));
      }
    },
    isSearchComplete: () =>
      attempt('tell its state', () => local.state.get('is_search_complete') === '1', false),
    setSearchKey(publicKey) {
      attempt(
        'take the search key',
        () => {
          const isAnother = local.state.get('search_key') !== publicKey;
          if (isAnother) {
            transaction(() => {
              local.state.put('search_key', publicKey);
              local.state.put('is_search_complete', 0);
              local.state.put('sweep_cursor', 0);
            });
          }
          if (isAnother) local.purchases = createLocalPurchases(local.database, laptopKey, publicKey);
        },
        undefined,
      );
    },
    noteLogPosition(position: LogPosition) {
      attempt(
        'note the log’s position',
        () => local.state.put('log_position', JSON.stringify(position)),
        undefined,
      );
    },
    knownLogPosition: () =>
      attempt('read the log’s position', () => readLogPosition(local.state.get('log_position')), null),
    close() {
      if (isClosed) return;
      attempt('close', () => local.database.close(), undefined);
      isClosed = true;
    },
  };
}

function orNull<T>(work: () => T): T | null {
  try {
    return work();
  } catch {
    return null;
  }
}

function prepare(database: DatabaseSync, laptopKey: LaptopKey): Local {
  const state = createLocalState(database);
  return {
    database,
    state,
    finder: createFinder(database, laptopKey),
    purchases: createLocalPurchases(database, laptopKey, state.get('search_key')),
  };
}

function cursorKey(walk: 'copy' | 'sweep'): 'copy_cursor' | 'sweep_cursor' {
  return walk === 'copy' ? 'copy_cursor' : 'sweep_cursor';
}

/** As many rows among the ids ahead as among those behind. */
function estimateTotal(
  copied: number,
  cursor: number,
  { firstId, lastId }: { readonly firstId: number; readonly lastId: number },
): number {
  const ids = lastId - firstId + 1;
  const idsBehind = cursor - firstId + 1;
  return idsBehind <= 0 ? ids : Math.round((copied / idsBehind) * ids);
}
