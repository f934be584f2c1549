import { randomUUID } from 'node:crypto';
import { createConnection, type Connection } from 'mysql2/promise';
import { originOf } from '#main/log/describe-error.ts';
import type { PrivateServer } from '../practice/server.ts';
import { canWrite } from './can-write.ts';
import { killSessionsOf, sessionsOf } from './gate-sessions.ts';
import type { Outage } from './outage.ts';
import type { SmallDisk } from './small-disk.ts';

const TOO_MANY_CONNECTIONS = 1040;
/** Few, so that they are soon taken; MariaDB refuses fewer than ten. */
const FEW_CONNECTIONS = 20;

/** A power cut: SIGKILL; the end is its restart. */
export function serverKilled(server: PrivateServer): Outage {
  return { name: 'the server is killed (-9)', begin: server.kill, end: server.restart };
}

/** SIGSTOP: it keeps its connections and its locks, and says nothing. */
export function serverFrozen(server: PrivateServer): Outage {
  return {
    name: 'the server is frozen',
    begin: async () => void process.kill(server.pid(), 'SIGSTOP'),
    end: async () => void process.kill(server.pid(), 'SIGCONT'),
  };
}

/** Read-only for everybody but an administrator, as a replica or a server in maintenance is. */
export function serverReadOnly(server: PrivateServer): Outage {
  return {
    name: 'the server is read-only',
    begin: () => asAdmin(server, (admin) => admin.query('SET GLOBAL read_only = ON')),
    end: () => asAdmin(server, (admin) => admin.query('SET GLOBAL read_only = OFF')),
  };
}

/** The gates' password is another one, and their sessions are ended: those that are logged in would not notice. */
export function passwordChanged(server: PrivateServer): Outage {
  const { username, password } = new URL(server.url);
  const setPassword = (admin: Connection, to: string) =>
    admin.query(`ALTER USER '${username}'@'127.0.0.1' IDENTIFIED BY '${to}'`);
  return {
    name: 'the password is changed',
    begin: () =>
      asAdmin(server, async (admin) => {
        await setPassword(admin, randomUUID());
        await killSessionsOf(admin, username);
      }),
    end: () => asAdmin(server, (admin) => setPassword(admin, password)),
  };
}

/** Somebody else's idle connections take every place that there is. */
export function tooManyConnections(server: PrivateServer): Outage {
  const { username } = new URL(server.url);
  const idle: Connection[] = [];
  let admin: Connection | null = null;
  let usualLimit = 0;

  async function fill(): Promise<void> {
    for (let next = await connectUnlessFull(server.url); next !== null;) {
      idle.push(next);
      next = await connectUnlessFull(server.url);
    }
  }

  return {
    name: 'too many connections',
    async begin() {
      // Kept until the end: its place would be the gates' way in.
      admin = await createConnection(server.adminUrl);
      const [rows] = await admin.query('SELECT @@global.max_connections AS n');
      usualLimit = Number((rows as { n: unknown }[])[0]?.n);
      await admin.query(`SET GLOBAL max_connections = ${FEW_CONNECTIONS}`);
      for (;;) {
        await fill();
        const ours = new Set(idle.map(({ threadId }) => threadId));
        const isAllOurs = (await sessionsOf(admin, username)).every((id) => ours.has(id));
        if (isAllOurs) return;
        await killSessionsOf(admin, username, ours);
      }
    },
    async end() {
      await admin?.query(`SET GLOBAL max_connections = ${usualLimit}`);
      admin?.destroy();
      for (const connection of idle.splice(0)) connection.destroy();
    },
  };
}

/**
 * The server's disk is full to the last byte.
 * @param isRestarted whether the server is started anew when there is room again. Otherwise it is to find out by itself: a
 * commit that waits for room looks again after a minute, if the server has not ended itself (MySQL's binlog_error_action).
 */
export function serverDiskFull(
  server: PrivateServer,
  disk: SmallDisk,
  options: { readonly isRestarted: boolean },
): Outage {
  return {
    name: 'the server’s disk is full',
    async begin() {
      await disk.fill();
      // The last page of a log may have room for a commit or two.
      while (await canWrite(server.url));
    },
    async end() {
      await disk.free();
      if (!options.isRestarted) return;
      await server.kill();
      await server.restart();
    },
  };
}

async function connectUnlessFull(url: string): Promise<Connection | null> {
  try {
    const connection = await createConnection(url);
    connection.on('error', () => undefined);
    return connection;
  } catch (error) {
    if (originOf(error).errno === TOO_MANY_CONNECTIONS) return null;
    throw error;
  }
}

/** Both servers keep a place for an administrator when all others are taken. */
async function asAdmin(server: PrivateServer, work: (admin: Connection) => Promise<unknown>): Promise<void> {
  const admin = await createConnection(server.adminUrl);
  try {
    await work(admin);
  } finally {
    admin.destroy();
  }
}
