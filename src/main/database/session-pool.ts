import { randomUUID } from 'node:crypto';
import { createPool, type Pool, type PoolConnection, type RowDataPacket } from 'mysql2/promise';
import type { Logger } from '#main/log/logger.ts';
import { describeError } from '#main/log/describe-error.ts';
import { parseDatabaseUrl } from './database-url.ts';
import { classifyFailure, TimeLimitError } from './failures.ts';
import { type Deadline, remainingMs, withinLimit } from './time-limit.ts';

/** Bounds of a gate's pool; all of them are finite, because the driver's own defaults are not. */
export type PoolLimits = {
  /**
   * Connections at the most: one for the attempt at the door, which must never wait for the others: heartbeat, look around,
   * snapshot, replay, lead.
   */
  readonly connections: number;
  /** How many may wait for a connection before the next is refused at once. */
  readonly queue: number;
  /** Connecting, logging in and setting up a session. */
  readonly connectMs: number;
  /** One round trip. Above the server's lock wait, so that its own answer (1205) comes first. */
  readonly statementMs: number;
};

/** A gate’s own. */
export const GATE_POOL_LIMITS: PoolLimits = {
  connections: 6,
  queue: 16,
  connectMs: 1_500,
  statementMs: 1_300,
};

/** Seconds after which the server lets a waiting statement go (1205), and an idle session of ours, a zombie's too. */
export const LOCK_WAIT_S = 1;
const IDLE_SESSION_S = 20;

/** Who a session is on the server; `lockName` proves that a thread id still means the same session. */
type SessionIdentity = { readonly threadId: number; readonly lockName: string };

/** One session on the server, on loan. Give it back with exactly one of `release` and `discard`. */
export type Session = {
  /**
   * Sends one or more statements in a single round trip and returns one result a statement.
   * @throws the driver's error, or a TimeLimitError; a failed session says by `classifyFailure` whether it can be kept.
   */
  readonly roundTrip: (name: string, statements: readonly string[], deadline: Deadline) => Promise<unknown[]>;
  /** Gives a healthy session back to the pool. */
  readonly release: () => void;
  /** Cuts a session of unknown state; the next lender kills what is left of it on the server. */
  readonly discard: () => void;
};

/** A bounded pool of sessions, all set up alike. */
export type SessionPool = {
  /** Borrows a session, set up and with everything killed that an earlier one may have left behind. */
  readonly borrow: (deadline: Deadline) => Promise<Session>;
  /** How many connections are open, for the leak test and the system check. */
  readonly openConnections: () => number;
  readonly close: () => Promise<void>;
};

/**
 * What every session of a gate agrees on: READ COMMITTED (no gap locks, so that an unknown code blocks no sale), short
 * waits (a zombie must not hold a ticket), UTC, and an SQL mode that neither truncates in silence nor changes how a string
 * is escaped.
 */
const SESSION_SETUP = [
  'SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED',
  `SET SESSION innodb_lock_wait_timeout = ${LOCK_WAIT_S}, wait_timeout = ${IDLE_SESSION_S}, time_zone = '+00:00', ` +
    `sql_mode = 'STRICT_TRANS_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION'`,
];

/** Opens a pool; no connection is made until the first one is borrowed. */
export function openSessionPool(options: {
  readonly url: string;
  readonly log: Logger;
  readonly limits?: PoolLimits;
}): SessionPool {
  const limits = options.limits ?? GATE_POOL_LIMITS;
  const pool = createPool({
    ...parseDatabaseUrl(options.url),
    charset: 'utf8mb4',
    timezone: 'Z',
    supportBigNumbers: true,
    multipleStatements: true,
    connectionLimit: limits.connections,
    maxIdle: Math.max(1, Math.ceil(limits.connections / 2)),
    idleTimeout: 15_000,
    queueLimit: limits.queue,
    connectTimeout: limits.connectMs,
    enableKeepAlive: true,
    keepAliveInitialDelay: 5_000,
    waitForConnections: true,
  });
  const known = new WeakSet<object>();
  const identities = new WeakMap<object, SessionIdentity>();
  const leftBehind = new Set<SessionIdentity>();

  async function setUp(connection: PoolConnection, deadline: Deadline): Promise<void> {
    if (known.has(connection.connection)) return;
    await send(connection, 'set up session', SESSION_SETUP, deadline, limits);
    const lockName = `admit-one-session-${randomUUID()}`;
    try {
      await send(connection, 'name session', [`SELECT GET_LOCK('${lockName}', 0)`], deadline, limits);
      identities.set(connection.connection, { threadId: connection.threadId, lockName });
    } catch (error) {
      if (classifyFailure(error).kind === 'lost') throw error;
      // Some clusters refuse named locks. A session without a name is never killed: the server's own waits must do.
      options.log.warn('A session could not be named', describeError(error));
    }
    known.add(connection.connection);
  }

  async function buryLeftBehind(connection: PoolConnection, deadline: Deadline): Promise<void> {
    // A set keeps its order and can shrink while it is walked: another borrower may be burying the same ones.
    for (const identity of leftBehind) {
      await killSession(connection, identity, deadline, limits, options.log);
      leftBehind.delete(identity);
    }
  }

  return {
    async borrow(deadline) {
      const connecting = pool.getConnection();
      let connection: PoolConnection;
      try {
        connection = await withinLimit(
          'connect',
          Math.min(limits.connectMs, remainingMs(deadline)),
          connecting,
        );
      } catch (error) {
        // A connection that comes too late has nobody waiting: back with it, or the pool runs dry.
        connecting.then((late) => late.release()).catch(() => undefined);
        throw error;
      }
      const discard = (): void => {
        const identity = identities.get(connection.connection);
        if (identity !== undefined) leftBehind.add(identity);
        cut(connection);
      };
      try {
        await setUp(connection, deadline);
        await buryLeftBehind(connection, deadline);
      } catch (error) {
        discard();
        throw error;
      }
      return {
        roundTrip: (name, statements, by) => send(connection, name, statements, by, limits),
        release: () => connection.release(),
        discard,
      };
    },
    openConnections: () => countConnections(pool),
    async close() {
      await withinLimit('close pool', limits.connectMs, pool.end()).catch((error: unknown) => {
        options.log.warn('The pool did not close in time', describeError(error));
      });
    },
  };
}

function cut(connection: PoolConnection): void {
  connection.destroy();
  // destroy() only says goodbye; a frozen server never hears it, and a pending query would keep the socket.
  streamOf(connection)?.destroy();
}

async function send(
  connection: PoolConnection,
  name: string,
  statements: readonly string[],
  deadline: Deadline,
  limits: PoolLimits,
): Promise<unknown[]> {
  const limitMs = Math.min(limits.statementMs, remainingMs(deadline));
  // What is sent too late is still done: with no time left to hear of it, do not send it.
  if (limitMs <= 0) throw new TimeLimitError(name, 0);
  const [results] = await withinLimit(name, limitMs, connection.query(statements.join(';\n')));
  // The driver unwraps the result of a single statement.
  return statements.length === 1 ? [results] : (results as unknown[]);
}

/**
 * Kills what a cut session may have left on the server, so that it neither holds a row nor commits later than we look.
 * Thread ids start again when a server does: only a thread that still holds the session's own named lock is killed.
 */
async function killSession(
  connection: PoolConnection,
  identity: SessionIdentity,
  deadline: Deadline,
  limits: PoolLimits,
  log: Logger,
): Promise<void> {
  const find = `SELECT IS_USED_LOCK('${identity.lockName}') AS threadId`;
  const [rows] = await send(connection, 'find left-behind session', [find], deadline, limits);
  if ((rows as RowDataPacket[])[0]?.['threadId'] !== identity.threadId) return;
  try {
    await send(connection, 'kill left-behind session', [`KILL ${identity.threadId}`], deadline, limits);
    log.warn('Killed a session that was left behind on the server', { threadId: identity.threadId });
  } catch (error) {
    if (classifyFailure(error).kind === 'lost') throw error;
    // It ended by itself in between (1094), or we may not: then the server's own waits must do.
    log.warn('A session that was left behind could not be killed', describeError(error));
  }
}

/** The socket under a connection; the driver's types do not name it. */
function streamOf(connection: PoolConnection): { destroy: () => void } | undefined {
  return (connection.connection as unknown as { stream?: { destroy: () => void } }).stream;
}

/** The driver has no public count of its connections, only this property. */
function countConnections(pool: Pool): number {
  const inner = pool.pool as unknown as { _allConnections: { length: number } };
  return inner._allConnections.length;
}
