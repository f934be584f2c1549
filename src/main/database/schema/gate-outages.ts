import { int, mysqlTable, uniqueIndex, varchar } from 'drizzle-orm/mysql-core';
import { id, instant, reference } from './columns.ts';

/** When a gate was on its own, written by the gate when it is back: how long, why, and how many it decided meanwhile. */
export const gateOutages = mysqlTable(
  'gate_outages',
  {
    id: id(),
    gateId: varchar({ length: 16 }).notNull(),
    concertId: reference(),
    /** Both by the server's clock, as well as the gate knew it. */
    beganAt: instant().notNull(),
    endedAt: instant().notNull(),
    /** The first cause, a value of `UndecidedCause`. */
    cause: varchar({ length: 40 }).notNull(),
    decided: int({ unsigned: true }).notNull().default(0),
    admitted: int({ unsigned: true }).notNull().default(0),
  },
  (table) => [
    // One outage is one row, however often the gate has to write it.
    uniqueIndex('gate_outages_gate_began_unique').on(table.gateId, table.beganAt),
  ],
);
