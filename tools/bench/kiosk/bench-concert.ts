import { mkdtemp } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createConnection } from 'mysql2/promise';
import { migrate } from '#main/database/migrate.ts';
import { fillPracticeData } from '../../practice/data.ts';
import { ensureDatabaseServers } from '../../practice/ensure-database-server.ts';
import { practiceExamples } from '../../practice/examples.ts';
import { startPrivateServer } from '../../practice/server.ts';
import { silentLog } from '../../practice/silent-log.ts';

const MIGRATIONS_FOLDER = path.resolve(import.meta.dirname, '../../../drizzle');
/** Enough that nine gates in a hurry do not run out of codes of their own. */
const TICKETS = 20_000;
const ORDINARY = 12_000;

/** Practice data on a private server with durable commits. */
export type BenchConcert = {
  readonly server: string;
  readonly url: string;
  /** Codes that are admitted when they are scanned first. */
  readonly codes: readonly string[];
  /** Makes all tickets as new. */
  readonly makeUnused: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** Starts the server and fills it. It is gone with `stop`. */
export async function openBenchConcert(say: (sentence: string) => void): Promise<BenchConcert> {
  const [program] = await ensureDatabaseServers(say);
  const folder = await mkdtemp(path.join(os.tmpdir(), 'admit-one-bench-'));
  say(`starting ${program.kind} ${program.version} ...`);
  const server = await startPrivateServer({ server: program, folder, isTemporary: true });
  try {
    const { url } = server;
    await migrate({ url, migrationsFolder: MIGRATIONS_FOLDER, log: silentLog });
    await fillPracticeData({ url, tickets: TICKETS, now: new Date() });
    const { admitted } = await practiceExamples({ url, ordinary: ORDINARY });
    const codes = admitted.map(({ code }) => code);
    return {
      server: `${program.kind} ${program.version}`,
      url,
      codes,
      makeUnused: async () => {
        const connection = await createConnection({ uri: url, charset: 'utf8mb4' });
        await connection.query("UPDATE ticket_purchases SET status = 'valid' WHERE qr_code IN (?)", [codes]);
        await connection.end();
      },
      stop: server.stop,
    };
  } catch (error) {
    await server.stop();
    throw error;
  }
}
