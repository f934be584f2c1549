import type { Connection } from 'mysql2/promise';
import { z } from 'zod';
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

/** Reads them. `logFolders` are the gates' emergency logs; a gate that never was on its own has none. */
export async function readBooks(connection: Connection, logFolders: readonly string[]): Promise<Books> {
  const read = async <Row extends z.ZodType>(row: Row, sql: string): Promise<z.infer<Row>[]> =>
    z.array(row).parse((await connection.query(sql))[0]);
  const readings = await readLogs(logFolders);
  return {
    purchases: await read(purchaseSchema, 'SELECT id, qr_code AS code, status FROM ticket_purchases'),
    attempts: await read(
      attemptSchema,
      `SELECT attempt_id AS attemptId, ticket_purchase_id AS ticketPurchaseId, gate_id AS gateId, verdict,
        decided_by AS decidedBy, emergency_log_id AS logId, emergency_log_sequence AS sequence
       FROM scan_attempts WHERE purpose = 'entry'`,
    ),
    sides: await read(
      sideSchema,
      `SELECT c.ticket_purchase_id AS ticketPurchaseId, s.attempt_id AS attemptId, s.gate_id AS gateId,
        s.decided_by AS decidedBy FROM conflict_sides s JOIN conflicts c ON c.id = s.conflict_id`,
    ),
    setAside: await read(setAsideSchema, 'SELECT gate_id AS gateId, reason FROM set_aside_lines'),
    pending: await read(
      pendingSchema,
      'SELECT gate_id AS gateId, pending_lines AS `lines` FROM gate_states WHERE pending_lines > 0',
    ),
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
