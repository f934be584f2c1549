import { sql } from 'drizzle-orm';

/** Rows to a question: a few megabytes. */
export const PAGE_ROWS = 5_000;

/** For one page; the pool's own limit may be shorter. */
export const PAGE_LIMIT_MS = 60_000;

/** What a ticket purchase can be, and what else the web version's own column of text may say. */
export const TICKET_STATUSES = ['valid', 'used', 'cancelled', 'unknown'] as const;

/** The status of ticket purchase `p` as one of those, byte for byte as the gates compare it. */
export const ASK_STATUS =
  sql.raw(`case cast(p.status as binary) when 'valid' then 'valid' when 'used' then 'used'
  when 'cancelled' then 'cancelled' else 'unknown' end`);
