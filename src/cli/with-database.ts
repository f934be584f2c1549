import { type PoolLimits, openSessionPool, type SessionPool } from '#main/database/session-pool.ts';
import type { Logger } from '#main/log/logger.ts';
import { chooseDatabase, type ChosenDatabase, type CommandContext, openContext } from './context.ts';

/** What a command that works on the database is given. */
export type DatabaseWork = {
  readonly pool: SessionPool;
  readonly database: ChosenDatabase;
  readonly context: CommandContext;
  readonly log: Logger;
};

/** A person waits, and nobody stands at a door: longer than a gate's own limits. */
const COMMAND_LIMITS: PoolLimits = { connections: 2, queue: 8, connectMs: 5_000, statementMs: 30_000 };

/**
 * Has a command work on this laptop's database, and lets it go however that ends. `name` is the command's in the log.
 * @throws {CommandError} when there is no database.
 */
export async function withDatabase<T>(name: string, work: (given: DatabaseWork) => Promise<T>): Promise<T> {
  const context = openContext();
  const database = await chooseDatabase(context);
  const log = context.log.named(name);
  const pool = openSessionPool({ url: database.url, log, limits: COMMAND_LIMITS });
  try {
    return await work({ pool, database, context, log });
  } finally {
    await pool.close();
  }
}
