import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { v7 as newAttemptId } from 'uuid';
import { type Account, settleAccount } from '#main/rehearsal/account.ts';
import { type Books, readBooks } from '#main/rehearsal/books.ts';
import { type GateProcess, startGateProcess } from '#main/rehearsal/gate-process.ts';
import { logFolderOf } from '#main/rehearsal/laptop.ts';
import type { RaceAnswer } from '#main/rehearsal/race.ts';
import { createScratchConcert, type ScratchConcert } from '../practice/scratch-concert.ts';
import type { TestServer } from '../practice/test-servers.ts';
import { askOn } from './ask-on.ts';

/** A concert of its own on a server that stays up, and gates before it. */
export type RaceCourse = {
  readonly concert: ScratchConcert;
  /** Sells good tickets; returns their codes. */
  readonly addCodes: (count: number) => Promise<string[]>;
  /** Starts a gate's process on the gate's own laptop. */
  readonly startGate: (
    gateId: string,
    options?: { readonly databaseUrl?: string; readonly settings?: Readonly<Record<string, unknown>> },
  ) => GateProcess;
  readonly isUsed: (code: string) => Promise<boolean>;
  readonly books: () => Promise<Books>;
  readonly settle: (answers: readonly RaceAnswer[], codes: readonly string[]) => Promise<Account>;
  readonly close: () => Promise<void>;
};

/** Opens one. */
export async function openRaceCourse(server: TestServer): Promise<RaceCourse> {
  const concert = await createScratchConcert(server);
  const root = mkdtempSync(path.join(os.tmpdir(), 'admit-one-race-'));
  const running: GateProcess[] = [];
  const laptops = new Set<string>();

  const books = (): Promise<Books> => {
    const logs = [...laptops].map(logFolderOf).filter((folder) => folder !== null);
    return readBooks(askOn(concert.connection), logs);
  };
  return {
    concert,
    async addCodes(count) {
      const codes = Array.from({ length: count }, (_, at) => `race-${at}-${newAttemptId()}`);
      await concert.addPurchases(codes.map((code) => ({ code })));
      return codes;
    },
    startGate(gateId, options = {}) {
      const folder = path.join(root, gateId);
      laptops.add(folder);
      const gate = startGateProcess({
        gateId,
        folder,
        databaseUrl: options.databaseUrl ?? concert.url,
        ...(options.settings === undefined ? {} : { settings: options.settings }),
      });
      running.push(gate);
      return gate;
    },
    async isUsed(code) {
      const sql = "SELECT COUNT(*) n FROM ticket_purchases WHERE qr_code = ? AND status = 'used'";
      return (await concert.count(sql, [code])) === 1;
    },
    books,
    settle: async (answers, codes) => settleAccount(await books(), answers, codes),
    async close() {
      for (const gate of running) gate.kill();
      await Promise.all(running.map((gate) => gate.exitCode()));
      await concert.drop();
      rmSync(root, { recursive: true, force: true });
    },
  };
}
