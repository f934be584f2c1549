import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { untilLinesAreIn, untilNothingIsPending } from '#main/rehearsal/lines-in.ts';
import { untilCopied } from './gates-online.ts';
import { openNight, type Night, type NightGate } from './night.ts';
import { IS_FULL } from './proof-size.ts';

const GATES = IS_FULL ? 10 : 4;
const KILLS_A_GATE = IS_FULL ? 10 : 3;
/** Codes that a gate is to scan between two kills. */
const CODES_A_LIFE = 4;
/** A gate on its own answers in a few milliseconds: a kill within this time may fall on any step of an attempt. */
const KILL_WITHIN_MS = 40;

/** One kind of server is enough, but for the full proof: what dies here is the gate. */
const servers = IS_FULL ? inject('databaseServers') : inject('databaseServers').slice(0, 1);

describe.each(servers)(
  'gates before $kind $version that are killed (-9) at random',
  { timeout: 600_000 },
  (server) => {
    let night: Night;
    const purchases = GATES * KILLS_A_GATE * CODES_A_LIFE;

    beforeAll(async () => {
      night = await openNight({ program: server.program, gates: GATES, purchases });
      await untilCopied(night, purchases);
    }, 300_000);
    afterAll(() => night.end());

    /** Every second life is one without the database. */
    async function liveAndDie(gate: NightGate, codes: readonly string[]): Promise<number> {
      let kills = 0;
      for (let life = 0; life < KILLS_A_GATE; life += 1) {
        gate.network.change({ kind: life % 2 === 0 ? 'drop' : 'clear' });
        const dying = gate.process();
        const own = codes.slice(life * CODES_A_LIFE, (life + 1) * CODES_A_LIFE);
        // At any attempt of this life but the first few milliseconds of the first, which waits for the database.
        const [first = '', ...rest] = own;
        await night.present(gate, [first]);
        const killing = wait(Math.random() * KILL_WITHIN_MS).then(dying.kill);
        await night.present(gate, rest);
        await killing;
        await dying.exitCode();
        kills += 1;
        if (gate.process() === dying) gate.restart();
      }
      gate.network.change({ kind: 'clear' });
      return kills;
    }

    test('every green that was printed is in the database exactly once', async () => {
      const shares = night.gates.map(() => night.takeCodes(KILLS_A_GATE * CODES_A_LIFE));
      const kills = await Promise.all(night.gates.map((gate, at) => liveAndDie(gate, shares[at] ?? [])));
      await untilLinesAreIn(night);
      await untilNothingIsPending(night);
      const account = await night.settle();
      console.log(
        `proof: gates killed at random: ${kills.reduce((sum, each) => sum + each, 0)} kills, ${account.attempts} attempts, lost ${account.lost}, doubled ${account.doubled}`,
      );
      expect(account.findings).toEqual([]);
      expect(account.conflicts).toBe(0);
    });
  },
);
