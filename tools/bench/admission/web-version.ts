import type { RowDataPacket } from 'mysql2/promise';
import { openBenchConnection } from './by-hand.ts';
import type { Scheme } from './scheme.ts';

/**
 * The web version's transaction: SELECT ... FOR UPDATE by the code, its relations one query each, UPDATE, COMMIT. It keeps
 * no attempt, and its isolation is the server's default.
 */
export const webVersion: Scheme = {
  name: 'web version’s manner, no attempt kept',
  open: async ({ url }) => {
    const connection = await openBenchConnection(url);
    await connection.query('SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ');
    const one = async (sql: string, values: unknown[]): Promise<RowDataPacket | undefined> =>
      ((await connection.execute(sql, values as string[]))[0] as RowDataPacket[])[0];
    return {
      admit: async (code) => {
        await connection.query('START TRANSACTION');
        const purchase = await one('SELECT * FROM ticket_purchases WHERE qr_code = ? LIMIT 1 FOR UPDATE', [
          code,
        ]);
        if (purchase !== undefined) {
          const ticket = await one('SELECT * FROM tickets WHERE id IN (?)', [purchase['ticket_id']]);
          await one('SELECT * FROM concerts WHERE id IN (?)', [ticket?.['concert_id']]);
          await one('SELECT * FROM students WHERE id IN (?)', [purchase['student_id']]);
        }
        const isValid = purchase?.['status'] === 'valid';
        if (isValid) {
          await one("UPDATE ticket_purchases SET status = 'used', updated_at = NOW() WHERE id = ?", [
            purchase?.['id'],
          ]);
        }
        await connection.query('COMMIT');
        return purchase === undefined ? 'unknown-code' : isValid ? 'admitted' : 'already-admitted';
      },
      close: () => connection.end(),
    };
  },
};
