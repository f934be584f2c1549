import path from 'node:path';
import { DATA_FOLDER, readMaker } from './data-directory.ts';
import type { DatabaseServer } from './database-servers.ts';
import { ensureDatabaseServers } from './ensure-database-server.ts';
import { isProcessOf } from './processes.ts';
import { canLogIn } from './readiness.ts';
import { removeSocketFolder, startPrivateServer } from './server.ts';
import { markOfData } from './server-options.ts';
import { runningProcess } from './server-process.ts';
import { readServerState, removeServerState, type ServerState } from './server-state.ts';

/** The practice server as it runs, in this process's care or in another's. */
export type RunningPractice = Pick<ServerState, 'pid' | 'url' | 'adminUrl' | 'port' | 'kind' | 'version'> & {
  readonly folder: string;
  /** True for a server that goes on without the process that started it. */
  readonly isDetached: boolean;
};

const ROOT = path.resolve(import.meta.dirname, '../..');

/** Where the practice server lives: `.practice/` in the project's root unless `ADMIT_ONE_PRACTICE_FOLDER` names another. */
export function practiceFolder(environment: NodeJS.ProcessEnv = process.env): string {
  return path.resolve(environment['ADMIT_ONE_PRACTICE_FOLDER'] ?? path.join(ROOT, '.practice'));
}

/** The practice server that runs in `folder` and takes logins, or null. */
export async function findRunningPractice(folder = practiceFolder()): Promise<RunningPractice | null> {
  const state = await readServerState(folder);
  if (state === null || !(await isProcessOf(state.pid, markOfFolder(folder)))) return null;
  if (!(await canLogIn(state.url))) return null;
  const { pid, url, adminUrl, port, kind, version, guardianPid } = state;
  return { pid, url, adminUrl, port, kind, version, folder, isDetached: guardianPid === null };
}

/** What came of asking for the practice server; `stop` is for a server that is ours, and does nothing to another's. */
export type StartedPractice = RunningPractice & {
  /** False when it ran already. */
  readonly isOurs: boolean;
  readonly stop: () => Promise<void>;
};

/**
 * Gives the practice server: the one that runs in `folder`, else a new one with the data of last time. Installs a server program where
 * there is none. Throws with a sentence for the person when it can't be had.
 */
export async function startPractice(
  options: Readonly<{ folder?: string; isDetached?: boolean; onProgress: (sentence: string) => void }>,
): Promise<StartedPractice> {
  const { folder = practiceFolder(), isDetached = false, onProgress } = options;
  const joined = await joinRunning(folder);
  if (joined !== null) return joined;
  const server = await chooseProgram(await ensureDatabaseServers(onProgress), folder);
  onProgress(`Starting the practice server (${server.kind} ${server.version}) ...`);
  try {
    const started = await startPrivateServer({ server, folder, isDetached, onProgress });
    const { url, adminUrl, port, kind, version, stop } = started;
    return { pid: started.pid(), url, adminUrl, port, kind, version, folder, isDetached, isOurs: true, stop };
  } catch (error) {
    // Somebody else started it in the same moment.
    const joinedLate = await joinRunning(folder);
    if (joinedLate !== null) return joinedLate;
    throw error;
  }
}

async function joinRunning(folder: string): Promise<StartedPractice | null> {
  const running = await findRunningPractice(folder);
  return running === null ? null : { ...running, isOurs: false, stop: async () => undefined };
}

/** Stops the practice server of `folder`, whoever started it; false when none runs. */
export async function stopPractice(folder = practiceFolder()): Promise<boolean> {
  const state = await readServerState(folder);
  const mark = markOfFolder(folder);
  if (state === null || !(await isProcessOf(state.pid, mark))) return false;
  await removeServerState(folder);
  await runningProcess(state.pid, mark).stop();
  await removeSocketFolder(state.socket);
  return true;
}

/** The program that made the folder's data is best: with any other the data would be made anew. */
async function chooseProgram(
  servers: readonly [DatabaseServer, ...DatabaseServer[]],
  folder: string,
): Promise<DatabaseServer> {
  const maker = await readMaker(folder);
  return servers.find(({ kind, version }) => kind === maker?.kind && version === maker.version) ?? servers[0];
}

function markOfFolder(folder: string): string {
  return markOfData(path.join(path.resolve(folder), DATA_FOLDER));
}
