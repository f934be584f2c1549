import type { Connection, RowDataPacket } from 'mysql2/promise';

const DEADLOCK = 1213;

/** The seed's transaction: lock by the code, look at the status, mark, commit; no attempt id. */
export async function admitAsTheWebVersion(connection: Connection, code: string): Promise<boolean> {
  for (;;) {
    try {
      await connection.beginTransaction();
      const [rows] = await connection.query<RowDataPacket[]>(
        'SELECT * FROM ticket_purchases WHERE qr_code = ? LIMIT 1 FOR UPDATE',
        [code],
      );
      const isValid = rows[0]?.['status'] === 'valid';
      if (isValid) {
        await connection.query(
          "UPDATE ticket_purchases SET status = 'used', updated_at = NOW() WHERE id = ?",
          [rows[0]?.['id']],
        );
      }
      await connection.commit();
      return isValid;
    } catch (error) {
      await connection.rollback();
      if ((error as { errno?: number }).errno !== DEADLOCK) throw error;
    }
  }
}
