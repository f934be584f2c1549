import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { sqlStatement } from '#main/database/statement.ts';
import { readLogs } from '#main/emergency/log/read-logs.ts';

const id = z.coerce.number();
const decidedBy = z.enum(['database', 'emergency']);
const purchaseSchema = z.object({ id, code: z.string(), status: z.string() });
const attemptSchema = z.object({
  attemptId: z.string(),
  ticketPurchaseId: id.nullable(),
  gateId: z.string(),
  verdict: z.string(),
  decidedBy,
  logId: z.string().nullable(),
  sequence: id.nullable(),
});
const sideSchema = z.object({
  ticketPurchaseId: id,
  attemptId: z.string().nullable(),
  gateId: z.string().nullable(),
  decidedBy,
});
const setAsideSchema = z.object({ gateId: z.string(), reason: z.string() });
const pendingSchema = z.object({ gateId: z.string(), lines: id });
const rowsSchema = z.tuple([
  z.array(purchaseSchema),
  z.array(attemptSchema),
  z.array(sideSchema),
  z.array(setAsideSchema),
  z.array(pendingSchema),
]);

export type RecordedAttempt = z.infer<typeof attemptSchema>;
export type LogEntry = {
  readonly gateId: string;
  readonly attemptId: string;
  readonly ticketPurchaseId: number | null;
  readonly verdict: string;
  readonly logId: string;
  readonly sequence: number;
  readonly isVerified: boolean;
};

/** What is written down of a night: in the database, and in the logs of all gates. */
export type Books = {
  readonly purchases: readonly z.infer<typeof purchaseSchema>[];
  /** Attempts at entry, refusals included. */
  readonly attempts: readonly RecordedAttempt[];
  readonly sides: readonly z.infer<typeof sideSchema>[];
  readonly setAside: readonly z.infer<typeof setAsideSchema>[];
  /** Gates that say of themselves that lines are not in the database yet. */
  readonly pending: readonly z.infer<typeof pendingSchema>[];
  readonly lines: readonly LogEntry[];
  /** What is wrong with a log: a broken chain, a torn line that nobody set aside. */
  readonly logFindings: readonly string[];
};

/** Answers statements in order, one result each. */
export type AskBooks = (statements: readonly string[]) => Promise<readonly unknown[]>;

/** A whole table each: what a rehearsal or a test wrote, never a night's. In the order of `rowsSchema`. */
const STATEMENTS = [
  sql`select id, qr_code as code, status from ticket_purchases`,
  sql`select attempt_id as attemptId, ticket_purchase_id as ticketPurchaseId, gate_id as gateId, verdict,
    decided_by as decidedBy, emergency_log_id as logId, emergency_log_sequence as sequence
    from scan_attempts where purpose = 'entry'`,
  sql`select c.ticket_purchase_id as ticketPurchaseId, s.attempt_id as attemptId, s.gate_id as gateId,
    s.decided_by as decidedBy from conflict_sides s join conflicts c on c.id = s.conflict_id`,
  sql`select gate_id as gateId, reason from set_aside_lines`,
  sql`select gate_id as gateId, pending_lines as ${sql.identifier('lines')} from gate_states where pending_lines > 0`,
].map((query) => sqlStatement(query)({}));

/** Reads them. `logFolders` are the gates' emergency logs; a gate that never was on its own has none. */
export async function readBooks(ask: AskBooks, logFolders: readonly string[]): Promise<Books> {
  const readings = await readLogs(logFolders);
  const [purchases, attempts, sides, setAside, pending] = rowsSchema.parse(await ask(STATEMENTS));
  return {
    purchases,
    attempts,
    sides,
    setAside,
    pending,
    lines: readings.flatMap(({ lines }) =>
      lines.map(({ logId, sequence, isVerified, entry }) => ({
        logId,
        sequence,
        isVerified,
        gateId: entry.gateId,
        attemptId: entry.attemptId,
        ticketPurchaseId: entry.ticketPurchaseId,
        verdict: entry.verdict,
      })),
    ),
    logFindings: readings.flatMap(({ findings, gateId }) =>
      findings.filter(({ isFault }) => isFault).map(({ words }) => `${gateId ?? 'a log'}: ${words}`),
    ),
  };
}
