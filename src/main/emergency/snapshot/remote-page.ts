import { readPurchases, type RemoteRow } from './remote-rows.ts';

/** Rows as they were read; `lastId` is null when no more can follow. */
export type Page = {
  readonly rows: readonly RemoteRow[];
  readonly readStartedAtMs: number;
  readonly lastId: number | null;
};

/** Reads the answer to a statement that asked for at most `limit` rows. */
export function toPage(result: unknown, limit: number, readStartedAtMs: number): Page {
  const rows = readPurchases(result);
  const isFull = Array.isArray(result) && result.length >= limit;
  return { rows, readStartedAtMs, lastId: isFull ? (rows.at(-1)?.purchase.id ?? null) : null };
}
