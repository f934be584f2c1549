import { mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { type DatabaseKind, type DatabaseServer, findDatabaseServers } from './database-servers.ts';
import { roomyFolder } from './roomy-folder.ts';
import { type PrivateServer, startPrivateServer } from './server.ts';

/** A private server that runs for the whole of a test run. */
export type TestServer = {
  readonly kind: DatabaseKind;
  readonly version: string;
  /** A gate's login. */
  readonly url: string;
  /** A login that may do everything. */
  readonly adminUrl: string;
  /** The program it was started from, for tests that start servers of their own. */
  readonly program: string;
};

declare module 'vitest' {
  // Declaration merging is the one thing that only an interface can do.
  // oxlint-disable-next-line typescript/consistent-type-definitions
  interface ProvidedContext {
    readonly databaseServers: readonly TestServer[];
  }
}

/**
 * Starts one private server of each kind that is installed (or that `ADMIT_ONE_DATABASE_SERVER` names), hands them to the tests
 * as `inject('databaseServers')`, and gives back what stops them.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const programs = onePerKind(await findDatabaseServers());
  if (programs.length === 0) {
    throw new Error(
      'The database tests need mysqld or mariadbd: install one, or name it in ADMIT_ONE_DATABASE_SERVER.',
    );
  }
  const folder = await mkdtemp(path.join(await roomyFolder(), 'admit-one-tests-'));
  const starts = programs.map((server) => start(server, folder));
  const stop = async (): Promise<void> => {
    for (const started of await Promise.allSettled(starts)) {
      if (started.status === 'fulfilled') await started.value.stop();
    }
    await rm(folder, { recursive: true, force: true });
  };
  const servers = await Promise.all(starts).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  project.provide(
    'databaseServers',
    servers.map(({ kind, version, url, adminUrl }, index) => ({
      kind,
      version,
      url,
      adminUrl,
      program: programs[index]?.path ?? '',
    })),
  );
  return stop;
}

function onePerKind(servers: readonly DatabaseServer[]): DatabaseServer[] {
  return servers.filter((server, index) => servers.findIndex(({ kind }) => kind === server.kind) === index);
}

function start(server: DatabaseServer, folder: string): Promise<PrivateServer> {
  return startPrivateServer({ server, folder: path.join(folder, server.kind), isTemporary: true });
}
