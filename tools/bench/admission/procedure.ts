import { createHash } from 'node:crypto';
import { createConnection, type RowDataPacket } from 'mysql2/promise';
import { v7 as newAttemptId } from 'uuid';
import { openBenchConnection } from './by-hand.ts';
import type { Scheme } from './scheme.ts';

const CREATE = `CREATE PROCEDURE bench_admit(IN p_attempt CHAR(36) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN p_digest BINARY(32), IN p_concert BIGINT, IN p_door DATETIME(3))
BEGIN
  DECLARE v_id BIGINT UNSIGNED DEFAULT NULL;
  DECLARE v_status VARCHAR(20) DEFAULT NULL;
  DECLARE v_verdict VARCHAR(20);
  DECLARE v_known INT;
  START TRANSACTION;
  SELECT id, status INTO v_id, v_status FROM ticket_purchases WHERE qr_code_digest = p_digest FOR UPDATE;
  SELECT COUNT(*) INTO v_known FROM scan_attempts WHERE attempt_id = p_attempt;
  SET v_verdict = IF(v_id IS NULL, 'unknown-code', IF(v_status = 'valid', 'admitted', 'already-admitted'));
  IF v_verdict = 'admitted' THEN
    UPDATE ticket_purchases SET status = 'used', used_at = p_door, used_gate_id = 'G1', used_by = 'Bench', updated_at = CURRENT_TIMESTAMP
      WHERE id = v_id AND status = 'valid';
  END IF;
  INSERT INTO scan_attempts (attempt_id, ticket_purchase_id, concert_id, gate_id, operator, verdict, decided_by, code_digest, door_time, duration_ms, retries)
    VALUES (p_attempt, v_id, p_concert, 'G1', 'Bench', v_verdict, 'database', p_digest, p_door, 0, 0);
  COMMIT;
  SELECT v_verdict AS verdict, t.ticket_type, s.name FROM ticket_purchases p
    LEFT JOIN tickets t ON t.id = p.ticket_id LEFT JOIN students s ON s.id = p.student_id WHERE p.id = v_id;
END`;

/** Makes the procedure that `procedure` calls; the benchmark's own database only. */
export async function createBenchProcedure(url: string): Promise<void> {
  const connection = await createConnection({ uri: url });
  await connection.query('DROP PROCEDURE IF EXISTS bench_admit');
  await connection.query(CREATE);
  await connection.end();
}

/** All of it in the server, in one trip: the rules would have to live there too. */
export const procedure: Scheme = {
  name: 'stored procedure, one trip',
  open: async ({ url, concertId }) => {
    const connection = await openBenchConnection(url);
    return {
      admit: async (code) => {
        const digest = createHash('sha256').update(code, 'utf8').digest();
        const [results] = await connection.query('CALL bench_admit(?, ?, ?, ?)', [
          newAttemptId(),
          digest,
          concertId,
          new Date(),
        ]);
        return String((results as RowDataPacket[][])[0]?.[0]?.['verdict'] ?? 'unknown-code');
      },
      close: () => connection.end(),
    };
  },
};
