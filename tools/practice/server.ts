import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { type Accounts, writeAccounts } from './accounts.ts';
import { DATA_FOLDER, prepareDataDirectory, setDataAside } from './data-directory.ts';
import type { DatabaseKind, DatabaseServer } from './database-servers.ts';
import { whileLocked } from './folder-lock.ts';
import { findFreePort } from './free-port.ts';
import { endProcess, isProcessOf, waitUntilGone } from './processes.ts';
import { describeFailedStart, isPortTaken, waitUntilReady } from './readiness.ts';
import {
  markOfData,
  pidFileOf,
  serverLogOf,
  type ServerPlace,
  startOptions,
  temporaryFolderOf,
} from './server-options.ts';
import { type ServerProcess, spawnDetached, spawnGuarded, STOP_GRACE_MS } from './server-process.ts';
import { readServerState, removeServerState, stateFileOf, writeServerState } from './server-state.ts';

export type PrivateServer = {
  readonly kind: DatabaseKind;
  readonly version: string;
  readonly url: string;
  readonly adminUrl: string;
  readonly port: number;
  readonly socket: string;
  readonly folder: string;
  /** The server's process id; another one after a restart. */
  readonly pid: () => number;
  /** Stops the server cleanly; it is killed when that takes too long. */
  readonly stop: () => Promise<void>;
  /** SIGKILL, as a power cut would; resolves when the process is gone. */
  readonly kill: () => Promise<void>;
  /** Starts it again (stopping it first where it runs) in the same folder, at the same port, with the same accounts. */
  readonly restart: () => Promise<void>;
};

export type PrivateServerWish = {
  readonly server: DatabaseServer;
  /** Made when it is not there; its data is kept between runs. */
  readonly folder: string;
  readonly port?: number;
  /** More options for the server's command line, which win over ours. */
  readonly options?: readonly string[];
  /** True for a server that outlives this process; otherwise it ends with it, however that ends. */
  readonly isDetached?: boolean;
  /** True to remove the folder when the server ends for good; not for a detached one. */
  readonly isTemporary?: boolean;
  /** Gets a sentence for each slow step. */
  readonly onProgress?: (sentence: string) => void;
};

const SOCKET_FOLDER_PREFIX = 'admit-one-';
const PORT_TRIES = 5;

/**
 * Starts a MySQL or MariaDB server of our own in `folder` and resolves when it takes logins. Throws with a sentence when it
 * does not start, or when a server runs in this folder already.
 */
export async function startPrivateServer(wish: PrivateServerWish): Promise<PrivateServer> {
  const folder = path.resolve(wish.folder);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return whileLocked(folder, () => startInFolder({ ...wish, folder }));
}

type Started = { readonly place: ServerPlace; readonly accounts: Accounts; readonly process: ServerProcess };

async function startInFolder(wish: PrivateServerWish): Promise<PrivateServer> {
  const { server, folder } = wish;
  const onProgress = wish.onProgress ?? (() => undefined);
  await endForgottenServer(folder);
  const data = await prepareDataDirectory(server, folder, onProgress);
  let started: Started;
  try {
    started = await startAtSomePort(wish);
  } catch (error) {
    if (data.isFresh || isPortTaken(error)) throw error;
    await setDataAside(folder, onProgress, 'could not be used by the server');
    await prepareDataDirectory(server, folder, onProgress);
    started = await startAtSomePort(wish);
  }
  const { place, accounts } = started;
  let current = started.process;
  return {
    kind: server.kind,
    version: server.version,
    ...accounts,
    port: place.port,
    socket: place.socket,
    folder,
    pid: () => current.pid,
    async stop() {
      await removeServerState(folder);
      await current.stop();
      await removeSocketFolder(place.socket);
      if (wish.isTemporary === true) await rm(folder, { recursive: true, force: true });
    },
    async kill() {
      await current.kill();
    },
    async restart() {
      await current.stop();
      current = (await launch(wish, place)).process;
    },
  };
}

/** A free port can be taken by somebody else before the server has it: then another one is tried. */
async function startAtSomePort(wish: PrivateServerWish): Promise<Started> {
  // A socket's path may have about 107 bytes, which the folder's own may exceed.
  const socket = path.join(await mkdtemp(path.join(os.tmpdir(), SOCKET_FOLDER_PREFIX)), 's');
  for (let tries = 1; ; tries += 1) {
    const port = wish.port ?? (await findFreePort());
    const place = { folder: wish.folder, data: path.join(wish.folder, DATA_FOLDER), socket, port };
    try {
      return await launch(wish, place);
    } catch (error) {
      if (wish.port === undefined && isPortTaken(error) && tries < PORT_TRIES) continue;
      await removeSocketFolder(socket);
      throw error;
    }
  }
}

/** Removes the temporary folder of a server's socket, and only such a one. */
export async function removeSocketFolder(socket: string): Promise<void> {
  const folder = path.dirname(socket);
  if (path.basename(folder).startsWith(SOCKET_FOLDER_PREFIX))
    await rm(folder, { recursive: true, force: true });
}

async function launch(wish: PrivateServerWish, place: ServerPlace): Promise<Started> {
  const { server } = wish;
  const mark = markOfData(place.data);
  const accounts = await writeAccounts(place.folder, place.port);
  await mkdir(path.dirname(place.socket), { recursive: true, mode: 0o700 });
  await mkdir(temporaryFolderOf(place.folder), { recursive: true, mode: 0o700 });
  const options = await startOptions(server, place, wish.options ?? []);
  await rm(serverLogOf(place.folder), { force: true });
  const running =
    wish.isDetached === true
      ? await spawnDetached(server.path, options, mark)
      : await spawnGuarded(
          {
            program: server.path,
            options,
            graceMs: STOP_GRACE_MS,
            stateFile: stateFileOf(place.folder),
            removeAtEnd: [path.dirname(place.socket)],
            removeWhenOrphaned: wish.isTemporary === true ? [place.folder] : [],
          },
          mark,
        );
  if (!(await waitUntilReady(accounts.adminUrl, running.isAlive))) {
    await running.kill();
    throw await describeFailedStart(server, place);
  }
  const { port, socket } = place;
  await writeServerState(place.folder, {
    pid: running.pid,
    guardianPid: running.guardianPid,
    port,
    socket,
    kind: server.kind,
    version: server.version,
    ...accounts,
  });
  return { place, accounts, process: running };
}

/**
 * Ends a server that still runs in `folder` with nobody to stop it (its starter and the guardian were killed). One that
 * somebody uses is left alone, with an error.
 */
async function endForgottenServer(folder: string): Promise<void> {
  const mark = markOfData(path.join(folder, DATA_FOLDER));
  const state = await readServerState(folder);
  if (state !== null && (await isProcessOf(state.pid, mark))) {
    const isInUse = state.guardianPid === null || (await isProcessOf(state.guardianPid, mark));
    if (isInUse) throw new Error(`A private server runs in ${folder} already (process ${state.pid}).`);
  }
  await removeServerState(folder);
  const pid = Number.parseInt(await readFile(pidFileOf(folder), 'utf8').catch(() => ''), 10);
  if (Number.isNaN(pid)) return;
  // It may be stopping: its guardian has just seen its starter end.
  if (await waitUntilGone(pid, mark, state === null ? STOP_GRACE_MS : 0)) return;
  await endProcess(pid, mark, STOP_GRACE_MS);
}
