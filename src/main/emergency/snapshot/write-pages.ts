import type { Logger } from '#main/log/logger.ts';
import type { LocalSnapshot } from './local-snapshot.ts';
import type { NotedAdmissions } from './noted-admissions.ts';
import type { RemoteRow } from './remote-rows.ts';
import { inSlices } from './slices.ts';
import type { ReadPage, SnapshotWriter } from './snapshot-writer.ts';
import { cursorKey, CursorMovedError } from './walks.ts';

type UnclearRow = Extract<RemoteRow, { kind: 'unclear' }>;

/** Writes the pages that were read of the database into the snapshot's file. */
export function createPageWriter(
  local: LocalSnapshot,
  noted: NotedAdmissions,
  log: Logger,
): Pick<SnapshotWriter, 'writePage' | 'findMissing' | 'remove'> {
  async function writePage({ rows, readStartedAtMs, cursor }: ReadPage): Promise<number> {
    let changed = 0;
    const unclear: UnclearRow[] = [];
    const isNew = cursor?.walk === 'copy';
    const key = cursor === null ? null : cursorKey(cursor.walk);
    let at = cursor?.from ?? 0;
    let reached = at;
    await inSlices(
      rows,
      (work) => {
        let written = 0;
        local.transaction(() => {
          if (key !== null && local.now().state.getNumber(key) !== at) throw new CursorMovedError();
          written = changed;
          work();
        });
        at = reached;
        if (isNew) local.countNew(changed - written);
      },
      (row) => {
        if (!noted.giveWay(row.purchase.id, readStartedAtMs)) return;
        if (local.now().purchases.write(row, isNew) === 'same') return;
        changed += 1;
        if (row.kind === 'unclear') unclear.push(row);
      },
      (last) => {
        reached = last.purchase.id;
        if (key !== null) local.now().state.put(key, reached);
      },
    );
    if (!isNew && changed > 0) local.recount();
    reportUnclear(unclear);
    return changed;
  }

  function reportUnclear(unclear: readonly UnclearRow[]): void {
    const [first] = unclear;
    if (first === undefined) return;
    log.warn('Ticket purchases that can’t be understood: their codes are answered “bad-data”', {
      rows: unclear.length,
      ticketPurchaseId: first.purchase.id,
      columns: first.columns,
    });
  }

  return {
    writePage,
    findMissing(rows, after, upTo) {
      const there = new Set(rows.map((row) => row.purchase.id));
      const known = local.now().purchases.idsBetween(after, upTo);
      return { ids: known.filter((id) => !there.has(id)), known: known.length };
    },
    async remove(ids) {
      let removed = 0;
      await inSlices(ids, local.transaction, (id) => {
        if (local.now().purchases.remove(id)) removed += 1;
      });
      if (removed > 0) local.recount();
      return removed;
    },
  };
}
