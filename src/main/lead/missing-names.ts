import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { type SearchKey, searchKeyId } from '#main/emergency/snapshot/search-keys.ts';
import { snapshotPath } from '#main/emergency/snapshot/local-file.ts';
import { gateFolderIn } from '#main/gate/kept-folder.ts';

const countsRow = z.object({ total: z.int(), there: z.int() });

/**
 * Why a list of a concert's guests would have gaps, in words; null when every name can be read with this key. Looks into the
 * snapshot's file, beside whoever writes it.
 * @throws SQLite's error for a file that can't be read.
 */
export function findMissingNames(options: {
  /** The folder of what gates keep. */
  readonly kept: string;
  readonly gateId: string;
  readonly concertId: number;
  readonly searchKey: Pick<SearchKey, 'publicKey'>;
}): string | null {
  const file = snapshotPath(gateFolderIn(options.kept, options.gateId));
  if (!existsSync(file)) return 'There are no names on this laptop: let the gate be online once.';
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    const { total, there } = countsRow.parse(
      database
        .prepare(
          `SELECT COUNT(*) AS total, COUNT(b.id) AS there FROM ticket_purchases p
             LEFT JOIN search_batches b ON b.id = p.search_batch AND b.search_key_id = ?
             WHERE p.ticket_id IN (SELECT id FROM ticket_kinds WHERE concert_id = ?)`,
        )
        .get(searchKeyId(options.searchKey.publicKey), options.concertId),
    );
    if (there < total) {
      return `Only ${there} of ${total} names can be found yet. They come from the database: the gate must be online for a moment after the PIN was chosen.`;
    }
    const isWhole = database.prepare("SELECT 1 FROM state WHERE key = 'is_complete' AND value = '1'").get();
    return isWhole === undefined
      ? `Only ${total} ticket purchases have come to this laptop yet: the gate must be online until its copy is complete.`
      : null;
  } finally {
    database.close();
  }
}
