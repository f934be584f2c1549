import { createConnection, type Connection } from 'mysql2/promise';
import { withinLimit } from '#main/database/time-limit.ts';

/** Long enough for any server that is there, short enough to say soon that it is not. */
const LIMIT_MS = 1_500;

/** Makes the table that `canWrite` writes to. */
export async function prepareToWrite(connection: Connection): Promise<void> {
  await connection.query(
    'CREATE TABLE IF NOT EXISTS probe (id INT PRIMARY KEY, n INT NOT NULL) ENGINE=InnoDB',
  );
  await connection.query('INSERT IGNORE INTO probe VALUES (1, 0)');
}

/** Whether somebody with a gate's login can connect and commit a change at this moment. */
export async function canWrite(url: string): Promise<boolean> {
  const connecting = createConnection({ uri: url, connectTimeout: LIMIT_MS });
  try {
    const connection = await withinLimit('connect', LIMIT_MS, connecting);
    connection.on('error', () => undefined);
    await withinLimit('write', LIMIT_MS, connection.query('UPDATE probe SET n = n + 1 WHERE id = 1'));
    return true;
  } catch {
    return false;
  } finally {
    connecting.then((connection) => connection.destroy()).catch(() => undefined);
  }
}
