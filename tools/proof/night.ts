import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createConnection, type Connection } from 'mysql2/promise';
import { v7 as newAttemptId } from 'uuid';
import { type Account, settleAccount } from '#main/rehearsal/account.ts';
import { type Books, readBooks } from '#main/rehearsal/books.ts';
import { type GateProcess, startGateProcess } from '#main/rehearsal/gate-process.ts';
import { logFolderOf } from '#main/rehearsal/laptop.ts';
import { type RaceAnswer, scanAll } from '#main/rehearsal/race.ts';
import { prepareToWrite } from '../faults/can-write.ts';
import { type FaultProxy, startFaultProxy } from '../faults/fault-proxy.ts';
import { spaciousFor } from '../faults/server-on-small-disk.ts';
import { mountSmallDisk, type SmallDisk } from '../faults/small-disk.ts';
import { identify } from '../practice/database-servers.ts';
import { createScratchConcert } from '../practice/scratch-concert.ts';
import { type PrivateServer, startPrivateServer } from '../practice/server.ts';
import { askOn } from './ask-on.ts';

/** A gate of the night: its process, its laptop, and a network of its own that can fail alone. */
export type NightGate = {
  readonly gateId: string;
  /** Its user-data folder. */
  readonly folder: string;
  readonly network: FaultProxy;
  /** The process that runs now. */
  readonly process: () => GateProcess;
  /** Starts the next process on the same laptop; the last one must have ended. */
  readonly restart: () => GateProcess;
};

/** A server, a concert and gates of the test's own, all of which may fail. What was shown at the doors is kept. */
export type Night = {
  readonly server: PrivateServer;
  readonly serverDisk: SmallDisk;
  /** A gate's login without a network in between. */
  readonly url: string;
  readonly gates: readonly NightGate[];
  /** Codes of good tickets, in the order they were added. */
  readonly takeCodes: (count: number) => string[];
  /** Lets a gate scan codes in order, as `scanAll` does; one that died starts again. */
  readonly present: (gate: NightGate, codes: readonly string[], paceMs?: number) => Promise<RaceAnswer[]>;
  /** Notes an answer that was got in another way. */
  readonly note: (answer: RaceAnswer) => void;
  /** Runs questions on a connection of their own: one that was open may have died with the server. */
  readonly ask: <T>(questions: (connection: Connection) => Promise<T>) => Promise<T>;
  readonly books: () => Promise<Books>;
  /** The account of the whole night so far. */
  readonly settle: () => Promise<Account>;
  readonly end: () => Promise<void>;
};

/** Opens the doors: `purchases` good tickets are sold, and every gate knows of them. */
export async function openNight(plan: {
  /** The server's program. */
  readonly program: string;
  readonly gates: number;
  readonly purchases: number;
  /** Where a gate's laptop keeps its files, for one whose disk is to fail. */
  readonly folderOf?: (gateId: string) => string | undefined;
  readonly settings?: Readonly<Record<string, unknown>>;
}): Promise<Night> {
  const program = await identify(plan.program);
  if (program === null) throw new Error(`${plan.program} is not a database server`);
  const root = mkdtempSync(path.join(os.tmpdir(), 'admit-one-night-'));
  const { megabytes, options } = spaciousFor(program.kind);
  const serverDisk = await mountSmallDisk(path.join(root, 'server-disk'), `${megabytes}m`);
  const server = await startPrivateServer({
    server: program,
    folder: path.join(serverDisk.folder, 'server'),
    options,
  });
  const concert = await createScratchConcert(server);
  const codes = Array.from({ length: plan.purchases }, (_, at) => `night-${at}-${newAttemptId()}`);
  await concert.addPurchases(codes.map((code) => ({ code })));
  await prepareToWrite(concert.connection);
  await concert.connection.end();

  const answers: RaceAnswer[] = [];
  const presented = new Set<string>();
  let taken = 0;
  let isOver = false;

  async function openGate(gateId: string): Promise<NightGate> {
    const folder = plan.folderOf?.(gateId) ?? path.join(root, gateId);
    const network = await startFaultProxy({ host: '127.0.0.1', port: server.port });
    const start = (): GateProcess =>
      startGateProcess({
        gateId,
        databaseUrl: network.through(concert.url),
        folder,
        // Whose disk is full can't even write to its log file, and says so with every line.
        ...(plan.folderOf?.(gateId) === undefined ? {} : { onComplaint: () => undefined }),
        ...(plan.settings === undefined ? {} : { settings: plan.settings }),
      });
    let current = start();
    const restart = (): GateProcess => {
      if (isOver) throw new Error('The night is over: no gate starts any more.');
      return (current = start());
    };
    return { gateId, folder, network, process: () => current, restart };
  }

  const gates = await Promise.all(Array.from({ length: plan.gates }, (_, at) => openGate(`G${at + 1}`)));

  async function ask<T>(questions: (connection: Connection) => Promise<T>): Promise<T> {
    const connection = await createConnection({ uri: concert.adminUrl, timezone: 'Z', charset: 'utf8mb4' });
    try {
      return await questions(connection);
    } finally {
      connection.destroy();
    }
  }
  const books = (): Promise<Books> =>
    ask((connection) =>
      readBooks(
        askOn(connection),
        gates.map(({ folder }) => logFolderOf(folder)).filter((each) => each !== null),
      ),
    );

  return {
    server,
    serverDisk,
    url: concert.url,
    gates,
    takeCodes(count) {
      const next = codes.slice(taken, taken + count);
      if (next.length < count) throw new Error('The night has no more codes: sell more purchases.');
      taken += count;
      return next;
    },
    async present(gate, codesToScan, paceMs = 0) {
      for (const code of codesToScan) presented.add(code);
      const scanned = await scanAll(gate.process(), codesToScan, {
        restart: gate.restart,
        onAnswer: (answer) => answers.push(answer),
        paceMs,
      });
      return scanned.answers;
    },
    note(answer) {
      presented.add(answer.code);
      answers.push(answer);
    },
    ask,
    books,
    settle: async () =>
      settleAccount(
        await books(),
        answers,
        codes.filter((code) => presented.has(code)),
      ),
    async end() {
      isOver = true;
      for (const gate of gates) gate.process().kill();
      await Promise.all(gates.map((gate) => gate.process().exitCode()));
      await Promise.all(gates.map(({ network }) => network.close()));
      await server.kill();
      await server.stop();
      serverDisk.unmount();
      rmSync(root, { recursive: true, force: true });
    },
  };
}
