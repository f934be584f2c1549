import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { untilLinesAreIn, untilNothingIsPending } from '#main/rehearsal/lines-in.ts';
import { until } from '#main/rehearsal/until.ts';
import type { Outage } from '../faults/outage.ts';
import {
  passwordChanged,
  serverDiskFull,
  serverFrozen,
  serverKilled,
  serverReadOnly,
  tooManyConnections,
} from '../faults/server-outages.ts';
import { expectAGateToGoOn } from './expect-outage.ts';
import { untilCopied } from './gates-online.ts';
import { openNight, type Night } from './night.ts';
import { IS_FULL } from './proof-size.ts';
import { codesForOutage, tryOutage } from './try-outage.ts';

const GATES = 10;
const SCALE = IS_FULL ? 10 : 1;
/** Codes that all ten gates race for. */
const RACE_CODES = IS_FULL ? 2_000 : 40;
const RACE_LIMIT_MS = 600_000;
const FROZEN_MS = IS_FULL ? 20_000 : 6_000;

describe.each(inject('databaseServers'))(
  'ten gates before $kind $version, which fails',
  { timeout: 1_200_000 },
  (server) => {
    let night: Night;

    const outages: readonly [string, number, () => Outage][] = [
      ['is killed (-9)', 2_000, () => serverKilled(night.server)],
      ['is frozen', FROZEN_MS, () => serverFrozen(night.server)],
      ['has no connection left', 2_000, () => tooManyConnections(night.server)],
      ['is read-only', 2_000, () => serverReadOnly(night.server)],
      ['has another password', 2_000, () => passwordChanged(night.server)],
      // MariaDB finds out by itself that there is room again, after a minute; MySQL may have ended itself by then.
      [
        'has a full disk',
        3_000,
        () =>
          serverDiskFull(night.server, night.serverDisk, {
            isRestarted: !IS_FULL || server.kind === 'mysql',
          }),
      ],
    ];

    beforeAll(async () => {
      const purchases = outages.length * codesForOutage(GATES, SCALE) + RACE_CODES;
      night = await openNight({ program: server.program, gates: GATES, purchases });
      await untilCopied(night, purchases);
    }, 300_000);
    afterAll(() => night.end());

    test.each(outages)(
      'the server %s: every gate goes on by itself, and the account is clean',
      async (_what, holdMs, outageOf) => {
        expectAGateToGoOn(night, await tryOutage(night, outageOf(), { holdMs, scale: SCALE }));
      },
    );

    test('it is killed twice while all race for the same codes: whoever came in twice is one conflict with all sides', async () => {
      const codes = night.takeCodes(RACE_CODES);
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
      const account = await night.settle();
      console.log(
        `proof: the server is killed twice in a race: ${account.attempts} attempts so far, ${account.conflicts} conflicts, lost ${account.lost}, doubled ${account.doubled}`,
      );
      expect(account.findings).toEqual([]);
    });

    test('at the end of the night no gate has anything pending', async () => {
      await untilNothingIsPending(night);
    });
  },
);
