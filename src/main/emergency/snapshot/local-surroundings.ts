import type { DatabaseSync } from 'node:sqlite';
import type { Surroundings } from './remote-rows.ts';

/** Replaces concerts, ticket kinds and gates by what the database has; inside a transaction. */
export function writeSurroundings(database: DatabaseSync, surroundings: Surroundings): void {
  database.exec('DELETE FROM concerts; DELETE FROM ticket_kinds; DELETE FROM gates;');
  const concert = database.prepare('INSERT OR REPLACE INTO concerts VALUES (?, ?, ?, ?, ?, ?, ?)');
  for (const row of surroundings.concerts) {
    concert.run(
      row.id,
      // The web version may allow a concert without a title.
      row.title ?? `Concert ${row.id}`,
      row.starts_at?.getTime() ?? null,
      row.entry_opens_at?.getTime() ?? null,
      row.entry_closes_at?.getTime() ?? null,
      row.on_its_own_known,
      row.on_its_own_unknown,
    );
  }
  const kind = database.prepare('INSERT OR REPLACE INTO ticket_kinds VALUES (?, ?, ?)');
  for (const row of surroundings.ticketKinds) kind.run(row.id, row.concert_id, row.name);
  const gate = database.prepare('INSERT OR REPLACE INTO gates VALUES (?, ?)');
  for (const row of surroundings.gates) gate.run(row.id, row.name);
}
