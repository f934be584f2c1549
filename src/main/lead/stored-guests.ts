import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import type { DoorListGuest } from '#main/emergency/export/door-list.ts';
import { readGuests } from '#main/emergency/snapshot/guests.ts';
import { snapshotPath } from '#main/emergency/snapshot/local-file.ts';
import type { SearchKey } from '#main/emergency/snapshot/search-keys.ts';
import type { SnapshotGuest } from '#main/emergency/snapshot/snapshot-types.ts';
import { chooseConcert } from '#main/gate/concert-choice.ts';
import { gateFolderIn } from '#main/gate/kept-folder.ts';
import { findMissingNames } from './missing-names.ts';

const instant = z
  .int()
  .nullable()
  .transform((ms) => (ms === null ? null : new Date(ms)));
const concertRows = z.array(
  z
    .object({
      id: z.int(),
      title: z.string(),
      starts_at: instant,
      entry_opens_at: instant,
      entry_closes_at: instant,
    })
    .transform((row) => ({
      id: row.id,
      title: row.title,
      startsAt: row.starts_at,
      entryOpensAt: row.entry_opens_at,
      entryClosesAt: row.entry_closes_at,
    })),
);
const takenAtRow = z.object({ value: z.coerce.number() });

/** The guests of a gate's concert as this laptop's snapshot has them. */
export type StoredGuests =
  | {
      readonly outcome: 'read';
      readonly title: string;
      readonly takenAt: Date | null;
      readonly guests: readonly DoorListGuest[];
    }
  | { readonly outcome: 'none'; readonly problem: string };

/**
 * Reads the guests from the snapshot's file without the gate, and changes nothing in it: the kiosk may be running beside.
 * @throws SQLite's error for a file that can't be read.
 */
export async function readStoredGuests(options: {
  /** The folder of what gates keep. */
  readonly kept: string;
  readonly gateId: string;
  /** Null for the one whose entry is open or opens next. */
  readonly concertId: number | null;
  readonly searchKey: SearchKey;
  readonly now: Date;
}): Promise<StoredGuests> {
  const file = snapshotPath(gateFolderIn(options.kept, options.gateId));
  if (!existsSync(file)) {
    return {
      outcome: 'none',
      problem: `Gate ${options.gateId} has no snapshot on this laptop: let it be online once.`,
    };
  }
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    const concerts = concertRows.parse(
      database.prepare('SELECT id, title, starts_at, entry_opens_at, entry_closes_at FROM concerts').all(),
    );
    const concert =
      options.concertId === null
        ? chooseConcert(concerts, options.now)
        : (concerts.find(({ id }) => id === options.concertId) ?? null);
    if (concert === null) {
      return {
        outcome: 'none',
        problem: 'The snapshot does not tell for which concert: name it with --concert.',
      };
    }
    const { kept, gateId, searchKey } = options;
    const problem = findMissingNames({ kept, gateId, concertId: concert.id, searchKey });
    if (problem !== null) return { outcome: 'none', problem };
    const guests: DoorListGuest[] = [];
    for await (const guest of readGuests(database, options.searchKey, concert.id)) {
      guests.push({ ...guest, verdict: verdictOf(guest) });
    }
    const taken = takenAtRow.safeParse(
      database.prepare("SELECT value FROM state WHERE key = 'taken_at'").get(),
    );
    const takenAt = taken.success ? new Date(taken.data.value) : null;
    return { outcome: 'read', title: concert.title, takenAt, guests };
  } finally {
    database.close();
  }
}

/** What keeps a guest out whenever they come; the hours of entry do not concern a list. */
function verdictOf({ status, isWalkIn, isSold }: SnapshotGuest): string {
  if (status === 'cancelled') return 'cancelled';
  if (status === 'used') return 'already-admitted';
  return isWalkIn && !isSold ? 'not-sold-yet' : 'admitted';
}
