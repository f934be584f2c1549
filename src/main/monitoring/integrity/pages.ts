/** Rows to a question: a few megabytes. */
export const PAGE_ROWS = 5_000;

/** For one page; the pool's own limit may be shorter. */
export const PAGE_LIMIT_MS = 60_000;

/** What a ticket purchase can be. */
export const TICKET_STATUSES = ['valid', 'used', 'cancelled'] as const;
