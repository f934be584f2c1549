import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { type Moment, MOMENTS, startDeadlyNetwork } from './deadly-network.ts';
import type { GateProcess } from './gate-process.ts';
import { IS_FULL } from './proof-size.ts';
import { openRaceCourse, type RaceCourse } from './race-course.ts';
import { type RaceAnswer, scanAll } from './race.ts';

const GATES = IS_FULL ? 10 : 4;
const ROUNDS_A_GATE = IS_FULL ? 10 : 2;
/** Each round: one code a moment to die at, and one in peace. */
const SCANS_A_GATE = ROUNDS_A_GATE * (MOMENTS.length + 1);

describe.each(inject('databaseServers'))(
  'gates before $kind $version killed (-9) in the middle of attempts',
  { timeout: 1_200_000 },
  (server) => {
    let course: RaceCourse;

    beforeEach(async () => {
      course = await openRaceCourse(server);
    });
    afterEach(() => course.close());

    test('what was committed and never shown is green after the restart', async () => {
      const codes = await course.addCodes(GATES * SCANS_A_GATE);
      const kills: Moment[] = [];
      const races = Array.from({ length: GATES }, async (_, at) => {
        const network = await startDeadlyNetwork({
          host: '127.0.0.1',
          port: Number(new URL(server.url).port),
        });
        const databaseUrl = network.through(course.concert.url);
        const start = (): GateProcess => course.startGate(`G${at + 1}`, { databaseUrl });
        const answers: RaceAnswer[] = [];
        let current = start();
        for (const [index, code] of codes.slice(at * SCANS_A_GATE, (at + 1) * SCANS_A_GATE).entries()) {
          const moment = MOMENTS[index % (MOMENTS.length + 1)];
          const dying = current;
          const killed =
            moment === undefined
              ? undefined
              : network.killAt(moment, dying.kill, () => course.isUsed(code)).then(() => kills.push(moment));
          const scanned = await scanAll(current, [code], { restart: start });
          await killed;
          answers.push(...scanned.answers);
          current = scanned.last;
          if (moment === 'committed') {
            // It had its answer from nobody but the database, and under the id that it was first asked with.
            expect(scanned.answers).toMatchObject([{ answer: { verdict: 'admitted', isRecalled: true } }]);
          }
        }
        await current.end();
        await network.close();
        return answers;
      });
      const answers = (await Promise.all(races)).flat();
      expect(MOMENTS.map((moment) => kills.filter((kill) => kill === moment).length)).toEqual(
        MOMENTS.map(() => GATES * ROUNDS_A_GATE),
      );
      const account = await course.settle(answers, codes);
      console.log(
        `proof: gates killed in mid-transaction: ${kills.length} kills, ${account.attempts} attempts, lost ${account.lost}, doubled ${account.doubled}`,
      );
      expect(account).toMatchObject({ conflicts: 0, findings: [] });
    });
  },
);
