import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { untilCopied, untilLinesAreIn, untilNothingIsPending } from './gates-online.ts';
import { type Night, openNight } from './night.ts';
import { IS_FULL } from './proof-size.ts';
import { until } from './until.ts';

const GATES = 10;
const CODES = IS_FULL ? 2_000 : 60;
const RACE_LIMIT_MS = 600_000;

describe.each(inject('databaseServers'))(
  'ten gates that race for the same codes before $kind $version',
  { timeout: 1_200_000 },
  (server) => {
    let night: Night;

    beforeAll(async () => {
      night = await openNight({ program: server.program, gates: GATES, purchases: CODES });
      await untilCopied(night, CODES);
    }, 300_000);
    afterAll(() => night.end());

    test('the server is killed (-9) twice in the middle: whoever came in twice is one conflict with all its sides', async () => {
      const codes = night.takeCodes(CODES);
      let answered = 0;
      const races = night.gates.map(async (gate) => {
        for (const code of codes) {
          await night.present(gate, [code]);
          answered += 1;
        }
      });
      for (const share of [0.25, 0.6]) {
        await until('the race is under way', RACE_LIMIT_MS, () => answered > codes.length * GATES * share);
        await night.server.kill();
        await night.server.restart();
      }
      await Promise.all(races);
      await untilLinesAreIn(night);
      await untilNothingIsPending(night);
      const account = await night.settle();
      console.log(
        `proof: the server is killed twice in a race: ${account.attempts} attempts, ${account.admitted} admitted, ${account.conflicts} conflicts, lost ${account.lost}, doubled ${account.doubled}`,
      );
      expect(account.conflicts).toBeGreaterThan(0);
      expect(account.findings).toEqual([]);
    });
  },
);
