import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { createConnection } from 'mysql2/promise';
import type { DatabaseServer } from './database-servers.ts';
import { serverLogOf, type ServerPlace } from './server-options.ts';

/** Crash recovery of a big log takes its time on a slow disk. */
const READY_WITHIN_MS = 180_000;
const POLL_MS = 50;
const LOGIN_TIMEOUT_MS = 5_000;
const LOG_LINES_SHOWN = 5;

/** Polls until a login by TCP works; false when the server has ended, or is not ready in three minutes. */
export async function waitUntilReady(url: string, isAlive: () => Promise<boolean>): Promise<boolean> {
  const end = performance.now() + READY_WITHIN_MS;
  while (performance.now() < end) {
    if (!(await isAlive())) return false;
    if (await canLogIn(url)) return true;
    await delay(POLL_MS);
  }
  return false;
}

/** Tells whether the server at `url` takes this login and answers a statement. */
export async function canLogIn(url: string): Promise<boolean> {
  try {
    const connection = await createConnection({ uri: url, connectTimeout: LOGIN_TIMEOUT_MS });
    try {
      await connection.query('SELECT 1');
      return true;
    } finally {
      connection.destroy();
    }
  } catch {
    return false;
  }
}

/** The error of a start that failed, with what the server's log says. */
export async function describeFailedStart(server: DatabaseServer, place: ServerPlace): Promise<Error> {
  const log = await readFile(serverLogOf(place.folder), 'utf8').catch(() => '');
  const complaints = log.split('\n').filter((line) => line.includes('[ERROR]'));
  const said = complaints.slice(-LOG_LINES_SHOWN).join(' ') || 'its log says nothing';
  const sentence = `${server.kind} ${server.version} did not start on port ${place.port}: ${said}`;
  return isAboutPort(complaints.slice(-LOG_LINES_SHOWN).join(' '))
    ? new PortTakenError(sentence)
    : new Error(`${sentence} (see ${serverLogOf(place.folder)})`);
}

class PortTakenError extends Error {
  override readonly name = 'PortTakenError';
}

/** Tells whether a start failed because somebody else listens on the port: nothing is wrong with the data then. */
export function isPortTaken(error: unknown): boolean {
  return error instanceof PortTakenError;
}

function isAboutPort(complaints: string): boolean {
  return /bind on tcp\/ip port|another (mysqld )?server running on port/iu.test(complaints);
}
