import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { untilLinesAreIn, untilNothingIsPending } from '#main/rehearsal/lines-in.ts';
import type { RaceAnswer } from '#main/rehearsal/race.ts';
import { mountSmallDisk, type SmallDisk } from '../faults/small-disk.ts';
import { untilCopied, untilOnline } from './gates-online.ts';
import { openNight, type Night, type NightGate } from './night.ts';

const CODES = 10;
const DISK_MEGABYTES = 16;

/** One presentation of each code, whatever the answer: an amber screen is what is looked for here. */
async function presentOnce(night: Night, gate: NightGate, codes: readonly string[]): Promise<RaceAnswer[]> {
  const answers: RaceAnswer[] = [];
  for (const code of codes) {
    const answer = await gate.process().ask(code);
    if (answer === null) throw new Error(`${gate.gateId} died`);
    const shown = { gateId: gate.gateId, code, answer };
    night.note(shown);
    answers.push(shown);
  }
  return answers;
}

describe.each(inject('databaseServers').slice(0, 1))(
  'a gate before $kind $version whose own disk is full',
  { timeout: 300_000 },
  (server) => {
    let folder: string;
    let disk: SmallDisk;
    let night: Night;
    let gate: NightGate;

    beforeAll(async () => {
      folder = mkdtempSync(path.join(os.tmpdir(), 'admit-one-full-'));
      disk = await mountSmallDisk(path.join(folder, 'disk'), `${DISK_MEGABYTES}m`);
      const purchases = 4 * CODES;
      night = await openNight({
        program: server.program,
        gates: 2,
        purchases,
        folderOf: (gateId) => (gateId === 'G1' ? path.join(disk.folder, gateId) : undefined),
      });
      await untilCopied(night, purchases);
      const [first] = night.gates;
      if (first === undefined) throw new Error('no gate');
      gate = first;
    }, 300_000);
    afterAll(async () => {
      await night.end();
      disk.unmount();
      rmSync(folder, { recursive: true, force: true });
    });

    test('it admits by the database, is amber without it and says why, and loses nobody when there is room again', async () => {
      await disk.fill();
      for (const { answer } of await night.present(gate, night.takeCodes(CODES))) {
        expect(answer).toMatchObject({ verdict: 'admitted', decidedBy: 'database' });
      }

      gate.network.change({ kind: 'drop' });
      const waiting = night.takeCodes(CODES);
      for (const { answer } of await presentOnce(night, gate, waiting)) {
        expect(answer).toMatchObject({ verdict: 'undecided', cause: 'log-disk-full' });
      }
      await disk.free();
      for (const { answer } of await night.present(gate, waiting)) {
        expect(answer).toMatchObject({ verdict: 'admitted', decidedBy: 'emergency' });
      }
      await disk.fill();
      const late = night.takeCodes(CODES);
      for (const { answer } of await presentOnce(night, gate, late)) {
        expect(answer).toMatchObject({ verdict: 'undecided', cause: 'log-disk-full' });
      }

      // Still full: the lines that were written go in, and those who wait are asked again.
      gate.network.change({ kind: 'clear' });
      await untilOnline(night, gate, performance.now());
      for (const { answer } of await night.present(gate, late)) {
        expect(answer).toMatchObject({ verdict: 'admitted', decidedBy: 'database' });
      }
      await untilLinesAreIn(night);
      await untilNothingIsPending(night);
      await disk.free();
      gate.process().kill();
      await gate.process().exitCode();
      gate.restart();
      for (const { answer } of await night.present(gate, waiting)) {
        expect(answer).toMatchObject({ verdict: 'already-admitted' });
      }
      const account = await night.settle();
      console.log(
        `proof: a gate’s disk is full: ${account.attempts} attempts, lost ${account.lost}, doubled ${account.doubled}`,
      );
      expect(account.findings).toEqual([]);
    });
  },
);
