import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import type { LogPosition } from './snapshot-types.ts';

/** What the snapshot's file remembers of itself, one key a row. */
const KEYS = [
  /** Which database it is a copy of, by what that database holds; absent until one has answered. */
  'database_id',
  /** The server's time from which changes are still to be asked for, as milliseconds; absent before the first copy. */
  'changes_from',
  /** The last id that the first copy has written; absent when it is done. */
  'copy_cursor',
  /** The last id that the sweep has read. */
  'sweep_cursor',
  'taken_at',
  'is_complete',
  'search_key',
  /** 1 when every row is sealed to the search key. */
  'is_search_complete',
  /** The server's time since which it has lost so much that it is not followed; absent while it is. */
  'doubt_since',
  'log_position',
] as const;
type StateKey = (typeof KEYS)[number];

export type LocalState = {
  readonly get: (key: StateKey) => string | null;
  readonly getNumber: (key: StateKey) => number | null;
  readonly put: (key: StateKey, value: string | number) => void;
  readonly remove: (key: StateKey) => void;
};

export function createLocalState(database: DatabaseSync): LocalState {
  const get = database.prepare('SELECT value FROM state WHERE key = ?');
  const put = database.prepare('INSERT OR REPLACE INTO state (key, value) VALUES (?, ?)');
  const remove = database.prepare('DELETE FROM state WHERE key = ?');
  const read = (key: StateKey): string | null => {
    const value = get.get(key)?.['value'];
    return typeof value === 'string' ? value : null;
  };
  return {
    get: read,
    getNumber(key) {
      const value = read(key);
      return value === null ? null : Number(value);
    },
    put(key, value) {
      put.run(key, String(value));
    },
    remove(key) {
      remove.run(key);
    },
  };
}

const logPositionSchema = z.strictObject({ logId: z.string(), sequence: z.int(), hash: z.string() });

export function readLogPosition(text: string | null): LogPosition | null {
  return text === null ? null : logPositionSchema.parse(JSON.parse(text));
}
