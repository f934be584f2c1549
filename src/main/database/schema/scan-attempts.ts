import { sql } from 'drizzle-orm';
import { char, index, int, mysqlEnum, mysqlTable, varchar } from 'drizzle-orm/mysql-core';
import { DECISION_BASES } from '#shared/on-its-own.ts';
import { DECIDED_VERDICTS } from '#shared/verdict.ts';
import { clockColumns, instant, logLineColumns, reference, sha256 } from './columns.ts';

/**
 * Every attempt that was decided, refusals included. No foreign keys: the trace stays when what it speaks of is gone, and
 * inserting it takes no lock on a parent.
 */
export const scanAttempts = mysqlTable(
  'scan_attempts',
  {
    /** UUID v7, made at the gate: this key is what makes an attempt count once, however often it is retried. */
    attemptId: char({ length: 36 }).primaryKey(),
    /** Null for a code that no ticket purchase has. */
    ticketPurchaseId: reference(),
    /** The concert that the gate was admitting to. */
    concertId: reference(),
    gateId: varchar({ length: 16 }).notNull(),
    operator: varchar({ length: 100 }).notNull().default(''),
    purpose: mysqlEnum(['entry', 'walk-in-sale', 'undo']).notNull().default('entry'),
    verdict: mysqlEnum(DECIDED_VERDICTS).notNull(),
    decidedBy: mysqlEnum(['database', 'emergency']).notNull(),
    /**
     * SHA-256 of the presented code: tells one unknown code from another without keeping it. Of the empty text where there
     * was no code (a hand-written entry): an empty code is never recorded.
     */
    codeDigest: sha256().notNull(),
    /** When the code was read, by the gate's laptop. */
    doorTime: instant().notNull(),
    /** When it was recorded, by the server. */
    recordedTime: instant()
      .notNull()
      .default(sql`CURRENT_TIMESTAMP(3)`),
    /** From the code's arrival at the gate room to this insert. */
    durationMs: int({ unsigned: true }).notNull(),
    /** Tries beyond the first. */
    retries: int({ unsigned: true }).notNull().default(0),
    /** What an admission without the database rests on: the rules, the lead's PIN, or a hand-written entry. */
    basis: mysqlEnum(DECISION_BASES).notNull().default('rules'),
    /** A lead's words: who came in and why; null where the rules decided. */
    note: varchar({ length: 500 }),
    ...clockColumns(),
    ...logLineColumns(),
  },
  (table) => [
    // The other sides of an admission that replay puts in: WHERE ticket_purchase_id = ? AND verdict = 'admitted'
    index('scan_attempts_ticket_verdict_index').on(table.ticketPurchaseId, table.verdict),
    // What has come in since the last look, for the monitor: WHERE concert_id = ? AND recorded_time >= ?
    index('scan_attempts_concert_recorded_index').on(table.concertId, table.recordedTime),
    // This gate's count on its scan screen: WHERE concert_id = ? AND gate_id = ? AND verdict = 'admitted'
    index('scan_attempts_concert_gate_verdict_index').on(table.concertId, table.gateId, table.verdict),
  ],
);
