import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { holderKindSchema, type NonceSource, seal, unseal } from './code-seal.ts';
import { openWithSearchKey, type SearchKey, searchKeyId, sealToSearchKey } from './search-keys.ts';

/** What the lead finds a guest by. */
export type SearchEntry = {
  readonly name: string | null;
  readonly kind: z.infer<typeof holderKindSchema>;
  readonly shortCode: string;
  readonly attentionNote: string | null;
};

const entrySchema = z.tuple([z.string().nullable(), holderKindSchema, z.string(), z.string().nullable()]);

/** Agreeing on a key with the lead's takes as long as sealing twenty rows: a batch of rows shares one. */
const ROWS_A_BATCH = 5_000;

/** Seals names for the lead; must be called inside a transaction of `database`. */
export type SearchSealer = {
  readonly seal: (entry: SearchEntry) => { readonly batch: number; readonly sealed: Buffer };
  /** The transaction was undone, and with it perhaps the batch: begin another. */
  readonly forget: () => void;
};

export function createSearchSealer(
  database: DatabaseSync,
  publicKey: string,
  nonces: NonceSource,
): SearchSealer {
  const insert = database.prepare('INSERT INTO search_batches (search_key_id, sealed_key) VALUES (?, ?)');
  const keyId = searchKeyId(publicKey);
  let batch: { readonly id: number; readonly key: KeyObject } | null = null;
  let rows = 0;
  return {
    seal({ name, kind, shortCode, attentionNote }) {
      if (batch === null || rows >= ROWS_A_BATCH) {
        const key = randomBytes(32);
        const { lastInsertRowid } = insert.run(keyId, sealToSearchKey(publicKey, key));
        batch = { id: Number(lastInsertRowid), key: createSecretKey(key) };
        rows = 0;
      }
      rows += 1;
      const plain = [name, kind, shortCode, attentionNote] satisfies z.infer<typeof entrySchema>;
      return { batch: batch.id, sealed: seal(batch.key, JSON.stringify(plain), nonces()) };
    },
    forget() {
      batch = null;
    },
  };
}

/** Opens entries with the lead's key; null for one that was sealed to an earlier key. */
export function createSearchOpener(
  database: DatabaseSync,
  searchKey: SearchKey,
): (batch: number, sealed: Uint8Array) => SearchEntry | null {
  const select = database.prepare('SELECT sealed_key FROM search_batches WHERE id = ?');
  const keys = new Map<number, KeyObject | null>();
  const keyOf = (batch: number): KeyObject | null => {
    const known = keys.get(batch);
    if (known !== undefined) return known;
    const sealed = select.get(batch)?.['sealed_key'];
    const opened = sealed instanceof Uint8Array ? openWithSearchKey(searchKey, Buffer.from(sealed)) : null;
    const key = opened === null ? null : createSecretKey(opened);
    keys.set(batch, key);
    return key;
  };
  return (batch, sealed) => {
    const key = keyOf(batch);
    const plain = key === null ? null : unseal(key, sealed);
    if (plain === null) return null;
    const [name, kind, shortCode, attentionNote] = entrySchema.parse(JSON.parse(plain));
    return { name, kind, shortCode, attentionNote };
  };
}

const SHORT_CODE_CHARACTERS = 6;
const LEAST_CODE_CHARACTERS = 12;

/** The end of a code, to compare with the paper; nothing of a code that is so short that the end would nearly be it. */
export function shortCodeOf(code: string | null): string {
  const characters = Array.from(code ?? '');
  return characters.length < LEAST_CODE_CHARACTERS ? '' : characters.slice(-SHORT_CODE_CHARACTERS).join('');
}
