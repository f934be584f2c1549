import { mysqlTable, varchar } from 'drizzle-orm/mysql-core';
import { webTimestamps } from './columns.ts';

/** The places where a kiosk stands. A gate that opens for the first time enters itself here. */
export const gates = mysqlTable('gates', {
  /** Short id, as painted on the door: `G1`. */
  id: varchar({ length: 16 }).primaryKey(),
  name: varchar({ length: 100 }),
  ...webTimestamps(),
});
