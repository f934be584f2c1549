import { z } from 'zod';
import { describeDatabaseUrl } from '#main/database/database-url.ts';
import { classifyFailure } from '#main/database/failures.ts';
import { RehearsalError } from './rehearsal.ts';
import { connectToServer } from './server.ts';

const variableSchema = z
  .object({ Variable_name: z.string(), Value: z.string() })
  .transform((row) => ({ name: row.Variable_name, value: row.Value }));

/** MySQL has an id of its own; a MariaDB is known by its machine, its port there and its folder. */
const WHO_ARE_YOU = `SHOW GLOBAL VARIABLES WHERE Variable_name IN ('server_uuid', 'hostname', 'port', 'datadir')`;

/**
 * Whether `serverUrl` leads to the server of the gates' own database, by whatever name: `localhost`, an address, a tunnel. The servers
 * themselves are asked.
 * @throws {RehearsalError} when the gates' own server answers and does not let us ask; the driver's error when `serverUrl` can't be asked.
 */
export async function isLiveServer(liveUrl: string, serverUrl: string): Promise<boolean> {
  const [live, server] = await Promise.all([askLive(liveUrl), whoIs(serverUrl)]);
  return live === server;
}

/** Null when it can't be reached: then it is not the one that we rehearse on, which answers. */
async function askLive(liveUrl: string): Promise<string | null> {
  try {
    return await whoIs(liveUrl);
  } catch (error) {
    if (classifyFailure(error).kind === 'lost') return null;
    throw new RehearsalError(
      `The gates’ own database (${describeDatabaseUrl(liveUrl)}) does not let us ask whether it is on the same server. Check its user and password.`,
      { cause: error },
    );
  }
}

async function whoIs(url: string): Promise<string> {
  const server = await connectToServer(url);
  try {
    const variables = await server.rows(variableSchema, WHO_ARE_YOU);
    return variables
      .map(({ name, value }) => `${name}=${value}`)
      .toSorted()
      .join(' ');
  } finally {
    server.close();
  }
}
