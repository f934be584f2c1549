import { decimal, mysqlTable, varchar } from 'drizzle-orm/mysql-core';
import { reference, id, webTimestamps } from './columns.ts';
import { concerts } from './concerts.ts';

/** The kinds of ticket of a concert: "Balcony", "Standing". */
export const tickets = mysqlTable('tickets', {
  id: id(),
  concertId: reference()
    .notNull()
    .references(() => concerts.id),
  ticketType: varchar({ length: 255 }),
  price: decimal({ precision: 8, scale: 2 }),
  ...webTimestamps(),
});
