import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { z } from 'zod';

/** What a private server's folder says of the server that runs in it. */
const serverStateSchema = z.strictObject({
  pid: z.int().positive(),
  /** Null for a server that was started to outlive its starter. */
  guardianPid: z.int().positive().nullable(),
  port: z.int().positive(),
  socket: z.string(),
  kind: z.enum(['mysql', 'mariadb']),
  version: z.string(),
  url: z.string(),
  adminUrl: z.string(),
});
export type ServerState = z.infer<typeof serverStateSchema>;

/** The file with the state; it is there from the server being ready until it is told to stop. */
export function stateFileOf(folder: string): string {
  return path.join(folder, 'server.json');
}

/** Reads the state; null when there is none, or none that can be understood. It may be that of a server that has died. */
export async function readServerState(folder: string): Promise<ServerState | null> {
  try {
    return serverStateSchema.parse(JSON.parse(await readFile(stateFileOf(folder), 'utf8')));
  } catch {
    return null;
  }
}

/** Writes the state, for this user's eyes only: it holds passwords. */
export async function writeServerState(folder: string, state: ServerState): Promise<void> {
  await writeFileAtomic(stateFileOf(folder), `${JSON.stringify(state, null, 2)}\n`, { mode: 0o600 });
}

export async function removeServerState(folder: string): Promise<void> {
  await rm(stateFileOf(folder), { force: true });
}
