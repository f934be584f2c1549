import { expect, test } from 'vitest';
import { type GateState, NO_EMERGENCY } from '#shared/gate-state.ts';
import type { Snapshot } from '#main/emergency/snapshot/snapshot-types.ts';
import { silentLog } from '../../../tools/practice/silent-log.ts';
import type { LeadGate } from './lead-gate.ts';
import { lookOver } from './overview.ts';

function gateWith(isInDoubt: boolean): LeadGate {
  const state = { takenAt: new Date(), isComplete: true, ticketPurchases: 2_000, unclearRows: 0, isInDoubt };
  const gate = {
    emergencyLog: () => null,
    findings: () => [],
    setAside: () => [],
    snapshot: () => ({ state: () => state }) as Partial<Snapshot> as Snapshot,
    state: (): GateState => ({
      gate: { id: 'G1', name: null },
      operator: '',
      concert: null,
      connection: { state: 'connecting' },
      counts: null,
      emergency: NO_EMERGENCY,
      isPractice: false,
    }),
  };
  return gate as Partial<LeadGate> as LeadGate;
}

test.each([
  { isInDoubt: false, sentences: 0 },
  { isInDoubt: true, sentences: 1 },
])('tells the lead of a database that lost most of its tickets: $isInDoubt', async (given) => {
  const { findings } = await lookOver(gateWith(given.isInDoubt), 'emergency-log', silentLog);
  expect(findings).toHaveLength(given.sentences);
});
