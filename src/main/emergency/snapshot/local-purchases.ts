import { hash } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { findMalformation } from '#shared/code.ts';
import { codeKeys, createNonceSource, sealDetails } from './code-seal.ts';
import type { LaptopKey } from './laptop-key.ts';
import type { RemotePurchase, RemoteRow } from './remote-rows.ts';
import { createSearchSealer, shortCodeOf } from './search-batches.ts';
import { searchKeyId } from './search-keys.ts';
import type { SnapshotHolder } from './snapshot-types.ts';

/** Writes ticket purchases into the snapshot's file; every call belongs inside a transaction. */
export type LocalPurchases = {
  /** Writes a row unless it is there as it is. `isNew` says that its id can't be there, which saves looking. */
  readonly write: (row: RemoteRow, isNew: boolean) => 'changed' | 'same';
  readonly remove: (id: number) => boolean;
  /** Marks a valid row as used; the next refresh that reads the row writes it anew. */
  readonly markUsed: (id: number, usedAt: Date, gateId: string) => void;
  /** The ids above `after` up to `upTo`, in order. */
  readonly idsBetween: (after: number, upTo: number) => number[];
  readonly count: () => number;
  readonly countUnclear: () => number;
  /** The transaction was undone. */
  readonly forget: () => void;
};

const FINGERPRINT_BYTES = 12;

/** `searchKey` is the lead's public key, or null while no PIN was chosen: then rows can't be found by name. */
export function createLocalPurchases(
  database: DatabaseSync,
  laptopKey: LaptopKey,
  searchKey: string | null,
): LocalPurchases {
  const nonces = createNonceSource();
  const sealer = searchKey === null ? null : createSearchSealer(database, searchKey, nonces);
  const keyId = searchKey === null ? '' : searchKeyId(searchKey);
  const blocks = new Set<number>();
  const insert = database.prepare(
    `INSERT OR REPLACE INTO ticket_purchases (id, lookup, ticket_id, status, is_walk_in, is_sold, used_at, used_gate_id,
       changed_at, sealed, search_batch, search, fingerprint) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const insertBlock = database.prepare('INSERT OR IGNORE INTO blocks (block) VALUES (? >> 14)');
  const fingerprint = database.prepare('SELECT fingerprint FROM ticket_purchases WHERE id = ?');
  const remove = database.prepare('DELETE FROM ticket_purchases WHERE id = ?');
  const markUsed = database.prepare(
    `UPDATE ticket_purchases SET status = 'used', used_at = ?, used_gate_id = ?, fingerprint = NULL
     WHERE id = ? AND status = 'valid'`,
  );
  const ids = database.prepare('SELECT id FROM ticket_purchases WHERE id > ? AND id <= ? ORDER BY id');
  const count = database.prepare('SELECT count(*) AS n FROM ticket_purchases');
  const countUnclear = database.prepare(
    "SELECT count(*) AS n FROM ticket_purchases WHERE status = 'unclear'",
  );

  /**
   * Tells whether a row is the same without keeping what it says; of the search key too, so that another one seals anew.
   * A hash with the key in front: cut to 12 bytes it can't be extended, and it takes half of what an HMAC takes.
   */
  function fingerprintOf(row: RemoteRow): Buffer {
    const text = `${laptopKey.fingerprintKey}${keyId}${JSON.stringify(valuesOf(row))}`;
    return hash('sha256', text, 'buffer').subarray(0, FINGERPRINT_BYTES);
  }

  function isThere(id: number, mark: Buffer): boolean {
    const known = fingerprint.get(id)?.['fingerprint'];
    return known instanceof Uint8Array && mark.equals(known);
  }

  function noteBlock(id: number): void {
    const block = Math.floor(id / 2 ** 14);
    if (blocks.has(block)) return;
    insertBlock.run(id);
    blocks.add(block);
  }

  function insertUnclear(row: Extract<RemoteRow, { kind: 'unclear' }>, mark: Buffer): void {
    const { id, code, changed_at } = row.purchase;
    const keys = isScannable(code) ? codeKeys(laptopKey, code) : null;
    const changedAt = changed_at.getTime();
    insert.run(
      id,
      keys?.lookup ?? null,
      null,
      'unclear',
      0,
      0,
      null,
      null,
      changedAt,
      null,
      null,
      null,
      mark,
    );
  }

  function insertClear({ purchase }: Extract<RemoteRow, { kind: 'clear' }>, mark: Buffer): void {
    const { code } = purchase;
    const keys = isScannable(code) ? codeKeys(laptopKey, code) : null;
    const holder = holderOf(purchase);
    const attentionNote = purchase.attention_note;
    const search = sealer?.seal({ ...holder, shortCode: shortCodeOf(code), attentionNote }) ?? null;
    insert.run(
      purchase.id,
      keys?.lookup ?? null,
      purchase.ticket_id,
      purchase.status,
      Number(purchase.is_walk_in),
      Number(purchase.is_sold),
      purchase.used_at?.getTime() ?? null,
      purchase.used_gate_id,
      purchase.changed_at.getTime(),
      keys === null ? null : sealDetails(keys.sealingKey, { holder, attentionNote }, nonces()),
      search?.batch ?? null,
      search?.sealed ?? null,
      mark,
    );
  }

  return {
    write(row, isNew) {
      const mark = fingerprintOf(row);
      if (!isNew && isThere(row.purchase.id, mark)) return 'same';
      noteBlock(row.purchase.id);
      if (row.kind === 'clear') insertClear(row, mark);
      else insertUnclear(row, mark);
      return 'changed';
    },
    remove: (id) => Number(remove.run(id).changes) > 0,
    markUsed(id, usedAt, gateId) {
      markUsed.run(usedAt.getTime(), gateId, id);
    },
    idsBetween: (after, upTo) => ids.all(after, upTo).map((row) => Number(row['id'])),
    count: () => Number(count.get()?.['n']),
    countUnclear: () => Number(countUnclear.get()?.['n']),
    forget() {
      sealer?.forget();
      blocks.clear();
    },
  };
}

/** Plain values only: a date that writes itself as text costs more than all the rest of a fingerprint. */
function valuesOf(row: RemoteRow): readonly (string | number | boolean | null)[] {
  if (row.kind === 'unclear') {
    const { id, code, changed_at } = row.purchase;
    return [id, code, changed_at.getTime(), row.columns];
  }
  const { purchase } = row;
  return [
    purchase.id,
    purchase.ticket_id,
    purchase.code,
    purchase.status,
    purchase.is_walk_in,
    purchase.is_sold,
    purchase.used_at?.getTime() ?? null,
    purchase.used_gate_id,
    purchase.attention_note,
    purchase.student_name,
    purchase.teacher_name,
    purchase.changed_at.getTime(),
  ];
}

/** A malformed code is refused before it is looked up, so it needs no entry. */
function isScannable(code: string | null): code is string {
  return code !== null && findMalformation(code) === null;
}

function holderOf(purchase: RemotePurchase): SnapshotHolder {
  if (purchase.student_name !== null) return { name: purchase.student_name, kind: 'student' };
  if (purchase.teacher_name !== null) return { name: purchase.teacher_name, kind: 'teacher' };
  return { name: null, kind: purchase.is_walk_in ? 'walk-in' : 'guest' };
}
