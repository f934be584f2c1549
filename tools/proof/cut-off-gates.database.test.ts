import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { networksIn } from '../faults/network-outages.ts';
import type { NightGate, Night } from './night.ts';
import { openNight } from './night.ts';
import { untilCopied, untilLinesAreIn, untilNothingIsPending } from './gates-online.ts';
import { IS_FULL } from './proof-size.ts';
import type { RaceAnswer } from './race.ts';

const GATES = 10;
const CODES = IS_FULL ? 400 : 20;

/** Which of the ten the network leaves alone. */
function isCutOff({ gateId }: { readonly gateId: string | null }): boolean {
  return gateId === 'G1' || gateId === 'G2';
}

describe.each(inject('databaseServers'))(
  'two gates cut off before $kind $version while eight go on',
  { timeout: 300_000 },
  (server) => {
    let night: Night;
    const purchases = 3 * CODES;

    beforeAll(async () => {
      night = await openNight({ program: server.program, gates: GATES, purchases });
      await untilCopied(night, purchases);
    }, 300_000);
    afterAll(() => night.end());

    test('the codes that were shown at both sides become conflicts, and no others', async () => {
      /** Shown at all ten gates; at the two only; at one of the two only. */
      const [everywhere, atTheTwo, atOne] = [
        night.takeCodes(CODES),
        night.takeCodes(CODES),
        night.takeCodes(CODES),
      ];
      const codesOf = (gate: NightGate): string[] => {
        if (!isCutOff(gate)) return everywhere;
        return [...everywhere, ...atTheTwo, ...(gate.gateId === 'G1' ? atOne : [])];
      };
      const cutOff = networksIn(
        'two gates are cut off',
        night.gates.filter(isCutOff).map(({ network }) => network),
        { kind: 'drop' },
      );
      await cutOff.begin();
      const answers: RaceAnswer[] = (
        await Promise.all(night.gates.map((gate) => night.present(gate, codesOf(gate))))
      ).flat();
      await cutOff.end();
      await untilLinesAreIn(night);
      await untilNothingIsPending(night);

      expect(
        answers.filter((shown) => shown.answer.decidedBy !== (isCutOff(shown) ? 'emergency' : 'database')),
      ).toEqual([]);
      const account = await night.settle();
      console.log(
        `proof: two gates cut off, eight go on: ${account.attempts} attempts, ${account.conflicts} conflicts, lost ${account.lost}, doubled ${account.doubled}`,
      );
      expect(account.findings).toEqual([]);

      const { sides, purchases: rows } = await night.books();
      const codeOf = new Map(rows.map(({ id, code }) => [id, code]));
      const byCode = Map.groupBy(sides, ({ ticketPurchaseId }) => codeOf.get(ticketPurchaseId));
      expect(new Set(byCode.keys())).toEqual(new Set([...everywhere, ...atTheTwo]));
      for (const code of everywhere) {
        expect(
          byCode
            .get(code)
            ?.map(({ decidedBy }) => decidedBy)
            .toSorted(),
        ).toEqual(['database', 'emergency', 'emergency']);
      }
      for (const code of [...everywhere, ...atTheTwo]) {
        const own = byCode.get(code)?.filter(isCutOff);
        expect(own?.map(({ gateId }) => gateId).toSorted()).toEqual(['G1', 'G2']);
        expect(own?.every(({ decidedBy }) => decidedBy === 'emergency')).toBe(true);
      }
    });
  },
);
