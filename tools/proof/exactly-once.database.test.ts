import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { createConnection } from 'mysql2/promise';
import { untilLinesAreIn } from '#main/rehearsal/lines-in.ts';
import { scanAll } from '#main/rehearsal/race.ts';
import { admitAsTheWebVersion } from './as-the-web-version.ts';
import { IS_FULL } from './proof-size.ts';
import { openRaceCourse, type RaceCourse } from './race-course.ts';

const CODES = IS_FULL ? 2_000 : 100;
const MANY_GATES = IS_FULL ? 50 : 20;

describe.each(inject('databaseServers'))(
  'exactly once on $kind $version',
  { timeout: 1_200_000 },
  (server) => {
    let course: RaceCourse;

    beforeEach(async () => {
      course = await openRaceCourse(server);
    });
    afterEach(() => course.close());

    test.each([10, MANY_GATES])('%i gates scan the same codes in the same order', async (gateCount) => {
      const codes = await course.addCodes(CODES);
      const gates = Array.from({ length: gateCount }, (_, at) => course.startGate(`G${at + 1}`));
      const answers = (await Promise.all(gates.map((gate) => scanAll(gate, codes)))).flatMap(
        (race) => race.answers,
      );
      await untilLinesAreIn(course);
      expect(await Promise.all(gates.map((gate) => gate.end()))).toEqual(gates.map(() => 0));

      const account = await course.settle(answers, codes);
      expect(account.findings).toEqual([]);
      // On a machine that is too busy to answer in time, gates go on by themselves, and only so two may admit one code.
      const byThemselves = answers.filter(({ answer }) => answer.decidedBy === 'emergency').length;
      expect(account.admitted - codes.length).toBeLessThanOrEqual(byThemselves);
      const { attempts } = await course.books();
      expect(attempts.length).toBeGreaterThanOrEqual(codes.length * gateCount);
    });

    test('gates and scripts in the manner of the web version on one table: still nobody twice', async () => {
      const codes = await course.addCodes(CODES);
      const admittedByScripts: string[] = [];
      const scripts = Array.from({ length: 3 }, async () => {
        const connection = await createConnection({ uri: course.concert.url });
        for (const code of codes)
          if (await admitAsTheWebVersion(connection, code)) admittedByScripts.push(code);
        await connection.end();
      });
      const races = Array.from({ length: 5 }, async (_, at) => {
        const { answers, last } = await scanAll(course.startGate(`G${at + 1}`), codes);
        await last.end();
        return answers;
      });
      const answers = (await Promise.all(races)).flat();
      await Promise.all(scripts);
      const admittedByGates = answers.flatMap(({ code, answer }) =>
        answer.verdict === 'admitted' ? [code] : [],
      );
      expect([...admittedByGates, ...admittedByScripts].toSorted()).toEqual([...codes].toSorted());
    });

    test('a gate told to stop finishes the attempt in flight and exits cleanly', async () => {
      const [code = ''] = await course.addCodes(1);
      const gate = course.startGate('G1');
      await gate.ask('warm up');
      const answering = gate.ask(code);
      gate.signal('SIGTERM');
      const answer = await answering;
      expect(await gate.exitCode()).toBe(0);
      // Either it was in flight and was finished, or it had not been read yet; never half of it.
      expect(await course.isUsed(code)).toBe(answer?.verdict === 'admitted');
    });
  },
);
