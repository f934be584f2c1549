import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { untilNothingIsPending } from '#main/rehearsal/lines-in.ts';
import type { FaultProxy } from '../faults/fault-proxy.ts';
import { commitsSwallowed, networksIn, networksNowAndThen } from '../faults/network-outages.ts';
import { expectAGateToGoOn, expectCleanAccount } from './expect-outage.ts';
import { isCutOff, tryTwoCutOff } from './cut-off-gates.ts';
import { untilCopied } from './gates-online.ts';
import { openNight, type Night } from './night.ts';
import { IS_FULL } from './proof-size.ts';
import { codesForOutage, tryOutage } from './try-outage.ts';

const GATES = 10;
const SCALE = IS_FULL ? 10 : 1;
const OUTAGES = 6;
const BUSY_CODES = 10;
/** Of each sort, while two gates are cut off. */
const CUT_OFF_CODES = IS_FULL ? 400 : 10;

/** The network is the same before every server: one kind is enough, but for the full proof. */
const servers = IS_FULL ? inject('databaseServers') : inject('databaseServers').slice(0, 1);

describe.each(servers)('ten gates before $kind $version on a bad network', { timeout: 300_000 }, (server) => {
  let night: Night;

  beforeAll(async () => {
    const purchases = OUTAGES * codesForOutage(GATES, SCALE) + GATES * BUSY_CODES + 3 * CUT_OFF_CODES;
    night = await openNight({ program: server.program, gates: GATES, purchases });
    await untilCopied(night, purchases);
  }, 300_000);
  afterAll(() => night.end());

  function networks(): FaultProxy[] {
    return night.gates.map(({ network }) => network);
  }

  function countFaults(): number {
    return networks().reduce((sum, { faults }) => sum + faults, 0);
  }

  test('two gates are cut off while eight go on: what both sides let in is a conflict, and nothing else', async () => {
    const { everywhere, atTheTwo, answers, sides } = await tryTwoCutOff(night, CUT_OFF_CODES);
    const account = await night.settle();
    console.log(
      `proof: two gates cut off, eight go on: ${account.attempts} attempts, ${account.conflicts} conflicts, lost ${account.lost}, doubled ${account.doubled}`,
    );
    expect(account.findings).toEqual([]);
    const strays = answers.filter(
      (shown) => shown.answer.decidedBy !== (isCutOff(shown) ? 'emergency' : 'database'),
    );
    expect(strays).toEqual([]);
    expect(new Set(sides.keys())).toEqual(new Set([...everywhere, ...atTheTwo]));
    for (const [code, ofCode] of sides) {
      const own = ofCode.filter(isCutOff).map(({ gateId, decidedBy }) => `${gateId} ${decidedBy}`);
      expect(own.toSorted()).toEqual(['G1 emergency', 'G2 emergency']);
      const others = ofCode.filter((side) => !isCutOff(side)).map(({ decidedBy }) => decidedBy);
      expect(others).toEqual(everywhere.includes(code) ? ['database'] : []);
    }
  });

  test.each([
    ['the network drops everything', { kind: 'drop' }],
    ['the network delays everything by 2 s', { kind: 'delay', ms: 2_000 }],
    ['the network cuts every reply', { kind: 'cut-replies' }],
  ] as const)('%s: every gate goes on by itself, and the account is clean', async (name, condition) => {
    const outage = networksIn(name, networks(), condition);
    expectAGateToGoOn(night, await tryOutage(night, outage, { holdMs: 4_000, scale: SCALE }));
  });

  test('the network cuts replies now and then: no answer is lost, whoever decided it', async () => {
    const outage = networksNowAndThen('the network cuts replies now and then', networks(), {
      kind: 'cut-replies',
    });
    expectCleanAccount(await tryOutage(night, outage, { holdMs: 4_000, scale: SCALE }));
  });

  test('every third answer to COMMIT is swallowed: whoever was committed is green, and once', async () => {
    const faultsBefore = countFaults();
    expectCleanAccount(
      await tryOutage(night, commitsSwallowed(networks(), 3), { holdMs: 4_000, scale: SCALE }),
    );
    expect(countFaults() - faultsBefore).toBeGreaterThan(GATES);
  });

  test('the network is half as fast as ten busy gates want it: nobody waits longer than the deadline', async () => {
    const before = networks().map(({ bytesAnswered }) => bytesAnswered());
    const startedAtMs = performance.now();
    const codes = night.takeCodes(GATES * BUSY_CODES);
    await Promise.all(
      night.gates.map((gate, at) => night.present(gate, codes.slice(at * BUSY_CODES, (at + 1) * BUSY_CODES))),
    );
    const tookMs = performance.now() - startedAtMs;
    const answered = networks().map(({ bytesAnswered }, at) => bytesAnswered() - (before[at] ?? 0));
    const bytesPerSecond = (Math.max(...answered) / tookMs) * 1_000 * 0.5;
    const name = `the network at half its rate (${Math.round(bytesPerSecond / 1_000)} kB/s a gate)`;
    const outage = networksIn(name, networks(), { kind: 'narrow', bytesPerSecond });
    expectCleanAccount(await tryOutage(night, outage, { holdMs: 2_000, scale: SCALE }));
  });

  test('at the end of the night no gate has anything pending', async () => {
    await untilNothingIsPending(night);
  });
});
