import { randomInt } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import net from 'node:net';

const LOWEST_PORT = 20_000;
const USUAL_FIRST_EPHEMERAL_PORT = 32_768;
const TRIES = 50;

/**
 * A port of 127.0.0.1 that nobody listens on, outside the range that the system hands to outgoing connections: there, while the
 * server is down for a restart, a client that tries again could take the port, or even connect to itself.
 */
export async function findFreePort(): Promise<number> {
  const end = await firstEphemeralPort();
  for (let tries = 0; tries < TRIES; tries += 1) {
    const port = randomInt(LOWEST_PORT, end);
    if (await isPortFree(port)) return port;
  }
  throw new Error(`No free port found on 127.0.0.1 between ${LOWEST_PORT} and ${end}.`);
}

/** Tells whether a server could listen on this port of 127.0.0.1 now. */
async function isPortFree(port: number): Promise<boolean> {
  const listener = net.createServer();
  return new Promise((resolve) => {
    listener.once('error', () => resolve(false));
    listener.listen({ port, host: '127.0.0.1', exclusive: true }, () => listener.close(() => resolve(true)));
  });
}

async function firstEphemeralPort(): Promise<number> {
  try {
    const first = Number.parseInt(await readFile('/proc/sys/net/ipv4/ip_local_port_range', 'utf8'), 10);
    return first > LOWEST_PORT ? first : USUAL_FIRST_EPHEMERAL_PORT;
  } catch {
    // Only Linux tells it there.
    return USUAL_FIRST_EPHEMERAL_PORT;
  }
}
