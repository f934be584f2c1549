import { describe, expect, it } from 'vitest';
import { undecidedCauseSchema } from '#shared/attempt.ts';
import { type GateState, NO_EMERGENCY } from '#shared/gate-state.ts';
import { standingLines } from './standing.ts';

const NOW = new Date('2026-03-07T20:00:00.000Z');
const SNAPSHOT = {
  takenAt: '2026-03-07T19:57:00.000Z',
  isComplete: true,
  isOld: false,
  ticketPurchases: 2_000,
} as const;

function gateWith(
  connection: GateState['connection'],
  emergency: Partial<GateState['emergency']> = {},
): GateState {
  return {
    gate: { id: 'G1', name: null },
    operator: '',
    concert: null,
    connection,
    counts: null,
    emergency: { ...NO_EMERGENCY, snapshot: SNAPSHOT, ...emergency },
    isPractice: false,
  };
}

const ON_ITS_OWN = { state: 'on-its-own', cause: 'database-unreachable', since: SNAPSHOT.takenAt } as const;

/** The lines' kinds, an amber one with an exclamation mark. */
function kindsOf(gate: GateState, guestsForLead = 0): readonly string[] {
  return standingLines(gate, guestsForLead, NOW).map(({ kind, isWarning }) =>
    isWarning ? `${kind}!` : kind,
  );
}

describe('what stands under the gate’s state', () => {
  it('is nothing while all is well', () => {
    expect(kindsOf(gateWith({ state: 'online' }, { openConflicts: 0 }))).toEqual([]);
  });

  it('warns of nothing at a gate on its own that knows every ticket: it is a gate at work', () => {
    expect(kindsOf(gateWith(ON_ITS_OWN, { pendingLines: 3 }))).toEqual(['go-on', 'pending', 'snapshot']);
  });

  it('warns of a copy that is old, is not whole, or is not there', () => {
    const old = { ...SNAPSHOT, isOld: true, isComplete: false };
    expect(kindsOf(gateWith(ON_ITS_OWN, { snapshot: old }))).toEqual(['go-on', 'snapshot!', 'incomplete!']);
    expect(standingLines(gateWith(ON_ITS_OWN, { snapshot: old }), 0, NOW)[1]?.words).toContain(
      '3 min 0 s old',
    );
    expect(kindsOf(gateWith(ON_ITS_OWN, { snapshot: null }))).toEqual(['go-on', 'snapshot!']);
  });

  it('says nothing of the copy’s age while the database answers', () => {
    expect(kindsOf(gateWith({ state: 'online' }, { snapshot: { ...SNAPSHOT, isOld: true } }))).toEqual([]);
  });

  it('names a log that can’t be written once: as the cause, or in a line of its own', () => {
    const emergency = { logProblem: 'log-disk-full' } as const;
    expect(kindsOf(gateWith({ state: 'online' }, emergency))).toEqual(['log!']);
    expect(kindsOf(gateWith({ state: 'away', cause: 'log-disk-full' }, emergency))).toEqual(['cause']);
  });

  it('never has a volunteer scan everybody again for a cause that stays', () => {
    for (const cause of undecidedCauseSchema.options) {
      const [line] = standingLines(gateWith({ state: 'away', cause }), 0, NOW);
      expect(line?.words).not.toMatch(/scan\w* again/iu);
    }
  });

  it('counts guests, conflicts and lines for the lead, and never writes "1 guests"', () => {
    const gate = gateWith({ state: 'online' }, { openConflicts: 1, setAsideLines: 2 });
    expect(standingLines(gate, 1, NOW).map(({ words }) => words)).toEqual([
      '1 guest waits for the lead',
      'For the lead: 1 conflict, 2 set aside',
    ]);
  });

  it('shows how far a first copy has come, and never more than all of it', () => {
    for (const [copied, words] of [
      [0, '0 %'],
      [50, '50 %'],
      [120, '100 %'],
    ] as const) {
      const gate = gateWith({ state: 'online' }, { copying: { copied, total: 100 } });
      expect(standingLines(gate, 0, NOW)[0]?.words).toContain(words);
    }
  });
});
