import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { untilLinesAreIn, untilNothingIsPending } from '#main/rehearsal/lines-in.ts';
import type { RaceAnswer } from '#main/rehearsal/race.ts';
import { killAt, type Moment, MOMENTS } from './deadly-moments.ts';
import { untilCopied, untilOnline } from './gates-online.ts';
import { type Night, type NightGate, openNight } from './night.ts';
import { IS_FULL } from './proof-size.ts';

const GATES = IS_FULL ? 10 : 4;
const ROUNDS = IS_FULL ? 5 : 1;

/** One death: where in the attempt, and whether the gate's next process finds the database. */
type Death = { readonly moment: Moment; readonly isCutOff: boolean };
const DEATHS: readonly Death[] = MOMENTS.flatMap((moment) => [
  { moment, isCutOff: false },
  { moment, isCutOff: true },
]);

describe.each(inject('databaseServers'))(
  'gates before $kind $version killed (-9) in the middle of attempts',
  { timeout: 600_000 },
  (server) => {
    let night: Night;
    const purchases = GATES * ROUNDS * DEATHS.length;

    beforeAll(async () => {
      night = await openNight({ program: server.program, gates: GATES, purchases });
      await untilCopied(night, purchases);
    }, 300_000);
    afterAll(() => night.end());

    const isUsed = (code: string): Promise<boolean> =>
      night.ask(async (connection) => {
        const sql = "SELECT 1 FROM ticket_purchases WHERE qr_code = ? AND status = 'used'";
        const [rows] = await connection.query(sql, [code]);
        return Array.isArray(rows) && rows.length === 1;
      });

    async function dieAndScanAgain(gate: NightGate, code: string, death: Death): Promise<void> {
      const dying = gate.process();
      const killing = killAt(
        gate.network,
        { moment: death.moment, code },
        () => {
          // What is on the wire arrives when the network is back, long after the next process has decided by itself.
          if (death.isCutOff) gate.network.change({ kind: 'drop' });
          dying.kill();
        },
        () => isUsed(code),
      );
      const answers = await night.present(gate, [code]);
      await killing;
      gate.network.change({ kind: 'clear' });
      expect(answers).toMatchObject([{ answer: { verdict: 'admitted' } }]);
      const [{ answer }] = answers as [RaceAnswer];
      if (death.isCutOff) expect(answer.decidedBy).toBe('emergency');
      // It had its answer from nobody but the database (unless that was too slow on a busy machine), and under the id that
      // it was first asked with.
      else if (death.moment === 'committed') expect(answer.isRecalled).toBe(answer.decidedBy === 'database');
      await untilOnline(night, gate, 0);
    }

    test('the guest is green after the restart, with the database and without, and counts once', async () => {
      let kills = 0;
      await Promise.all(
        night.gates.map(async (gate) => {
          for (const death of Array.from({ length: ROUNDS }, () => DEATHS).flat()) {
            const [code = ''] = night.takeCodes(1);
            await dieAndScanAgain(gate, code, death);
            kills += 1;
          }
        }),
      );
      await untilLinesAreIn(night);
      await untilNothingIsPending(night);
      const account = await night.settle();
      console.log(
        `proof: gates killed in mid-transaction: ${kills} kills, ${account.attempts} attempts, lost ${account.lost}, doubled ${account.doubled}`,
      );
      expect(kills).toBe(purchases);
      expect(account).toMatchObject({ admitted: purchases, conflicts: 0, findings: [] });
    });
  },
);
