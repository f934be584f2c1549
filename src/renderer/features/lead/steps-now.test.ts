import { describe, expect, it } from 'vitest';
import { undecidedCauseSchema } from '#shared/attempt.ts';
import { type GateState, NO_EMERGENCY } from '#shared/gate-state.ts';
import { stepsNow } from './steps-now.ts';
import { STATE_WORDS } from './words/state-words.ts';

const SINCE = '2026-03-07T19:57:00.000Z';
const SNAPSHOT = { takenAt: SINCE, isComplete: true, isOld: false, ticketPurchases: 2_000 } as const;

function gateWith(
  connection: GateState['connection'],
  snapshot: GateState['emergency']['snapshot'],
): GateState {
  return {
    gate: { id: 'G1', name: null },
    operator: '',
    concert: null,
    connection,
    counts: null,
    emergency: { ...NO_EMERGENCY, snapshot },
    isPractice: false,
  };
}

/** A gate that decides by itself for this cause, and one that can't. */
const CUT_OFF = undecidedCauseSchema.options.flatMap((cause) => [
  {
    cause,
    state: 'on-its-own',
    gate: gateWith({ state: 'on-its-own', cause, since: SINCE }, SNAPSHOT),
  } as const,
  { cause, state: 'away', gate: gateWith({ state: 'away', cause }, null) } as const,
]);

describe('what the lead does now', () => {
  it.each(CUT_OFF)('is said in whole sentences at a gate that is $state: $cause', ({ gate }) => {
    for (const step of stepsNow(gate)) expect(step).toMatch(/^[A-Z].*\.$/u);
  });

  it.each(CUT_OFF)('is never to scan a guest again at a gate that is $state: $cause', ({ gate }) => {
    // Who was green a minute ago would be red.
    expect(stepsNow(gate).join(' ')).not.toMatch(/scan\w* again/iu);
  });

  it.each(CUT_OFF.filter(({ state }) => state === 'on-its-own'))(
    'begins with going on at a gate that is on its own: $cause',
    ({ gate }) => {
      expect(stepsNow(gate)[0]).toBe(STATE_WORDS.goOn);
    },
  );

  it('does not say that nothing is recorded where the gate itself records everything', () => {
    const gate = gateWith({ state: 'on-its-own', cause: 'disk-full', since: SINCE }, SNAPSHOT);
    expect(stepsNow(gate).join(' ')).not.toContain('nothing can be recorded');
  });

  it('is nothing while the database answers', () => {
    expect(stepsNow(gateWith({ state: 'online' }, SNAPSHOT))).toEqual([STATE_WORDS.nothing]);
  });

  it('minds guests who bought a ticket since, when the copy is old', () => {
    const gate = gateWith(
      { state: 'on-its-own', cause: 'database-unreachable', since: SINCE },
      { ...SNAPSHOT, isOld: true },
    );
    expect(stepsNow(gate)).toContain(STATE_WORDS.oldCopy);
  });
});
