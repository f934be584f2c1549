import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { ON_ITS_OWN_KNOWN, ON_ITS_OWN_UNKNOWN } from '#shared/on-its-own.ts';
import { codeKeys, unsealDetails } from './code-seal.ts';
import type { LaptopKey } from './laptop-key.ts';
import type { SnapshotConcert, SnapshotTicket } from './snapshot-types.ts';

const flag = z.int().transform((value) => value === 1);
const instant = z
  .int()
  .nullable()
  .transform((value) => (value === null ? null : new Date(value)));

const foundSchema = z.object({
  id: z.int(),
  ticket_id: z.int(),
  status: z.enum(['valid', 'used', 'cancelled']),
  is_walk_in: flag,
  is_sold: flag,
  used_at: instant,
  used_gate_id: z.string().nullable(),
  sealed: z.instanceof(Uint8Array),
  ticket_kind: z.string().nullable(),
  concert_id: z.int(),
  title: z.string(),
  starts_at: instant,
  entry_opens_at: instant,
  entry_closes_at: instant,
  gate_name: z.string().nullable(),
});

const useSchema = z.object({ used_at: instant });

/** Reads single tickets and concerts from the snapshot's file. */
export type Finder = {
  readonly find: (code: string) => SnapshotTicket | 'bad-data' | null;
  readonly findUse: (ticketPurchaseId: number) => { readonly usedAt: Date | null } | null;
  readonly concerts: () => SnapshotConcert[];
};

export function createFinder(database: DatabaseSync, laptopKey: LaptopKey): Finder {
  // CROSS JOIN keeps the order in which SQLite goes: block by block, each by its index. Where a code went from one row to
  // another, the row that has it now is the one that changed last.
  const find = database.prepare(
    `SELECT p.*, k.name AS ticket_kind, c.id AS concert_id, c.title, c.starts_at, c.entry_opens_at, c.entry_closes_at,
       g.name AS gate_name
     FROM blocks b CROSS JOIN ticket_purchases p INDEXED BY ticket_purchases_lookup
       ON p.block = b.block AND p.lookup = ?
     LEFT JOIN ticket_kinds k ON k.id = p.ticket_id
     LEFT JOIN concerts c ON c.id = k.concert_id
     LEFT JOIN gates g ON g.id = p.used_gate_id
     ORDER BY p.changed_at DESC LIMIT 1`,
  );
  const findUse = database.prepare("SELECT used_at FROM ticket_purchases WHERE id = ? AND status = 'used'");
  const concerts = database.prepare('SELECT * FROM concerts ORDER BY id');
  return {
    find(code) {
      const { lookup, sealingKey } = codeKeys(laptopKey, code);
      const row = find.get(lookup);
      if (row === undefined) return null;
      const found = foundSchema.safeParse(row);
      const details = found.success ? unsealDetails(sealingKey, found.data.sealed) : null;
      if (!found.success || details === null) return 'bad-data';
      return toTicket(found.data, details);
    },
    findUse(ticketPurchaseId) {
      const row = findUse.get(ticketPurchaseId);
      return row === undefined ? null : { usedAt: useSchema.parse(row).used_at };
    },
    concerts: () => concerts.all().map((row) => toConcert(concertSchema.parse(row))),
  };
}

function toTicket(
  row: z.infer<typeof foundSchema>,
  details: Pick<SnapshotTicket, 'holder' | 'attentionNote'>,
): SnapshotTicket {
  return {
    ticketPurchaseId: row.id,
    ticketId: row.ticket_id,
    ticketKind: row.ticket_kind,
    concert: {
      id: row.concert_id,
      title: row.title,
      startsAt: row.starts_at,
      entryOpensAt: row.entry_opens_at,
      entryClosesAt: row.entry_closes_at,
    },
    status: row.status,
    isWalkIn: row.is_walk_in,
    isSold: row.is_sold,
    usedAt: row.used_at,
    usedGate: row.used_gate_id === null ? null : { id: row.used_gate_id, name: row.gate_name },
    holder: details.holder,
    attentionNote: details.attentionNote,
  };
}

const concertSchema = z.object({
  id: z.int(),
  title: z.string(),
  starts_at: instant,
  entry_opens_at: instant,
  entry_closes_at: instant,
  on_its_own_known: z.enum(ON_ITS_OWN_KNOWN),
  on_its_own_unknown: z.enum(ON_ITS_OWN_UNKNOWN),
});

function toConcert(row: z.infer<typeof concertSchema>): SnapshotConcert {
  return {
    id: row.id,
    title: row.title,
    startsAt: row.starts_at,
    entryOpensAt: row.entry_opens_at,
    entryClosesAt: row.entry_closes_at,
    onItsOwnKnown: row.on_its_own_known,
    onItsOwnUnknown: row.on_its_own_unknown,
  };
}
