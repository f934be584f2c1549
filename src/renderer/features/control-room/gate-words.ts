import { compareGateIds } from '#shared/gate-order.ts';
import type { GateOfNight } from '#shared/night.ts';
import { GATE_WORDS as WORDS, STANDING_WORDS } from './words.ts';

/** The gate's condition by which the board orders nothing and paints everything. */
export type GateLevel = 'well' | 'troubled' | 'lost' | 'quiet';

/** What to paint a gate in: lost ones first of all, then those with something to look after. */
export function levelOf(gate: GateOfNight): GateLevel {
  switch (gate.standing) {
    case 'not-heard':
      return 'lost';
    case 'closed':
    case 'never-seen':
      return 'quiet';
    case 'catching-up':
      return 'troubled';
    case 'well':
      return troublesOf(gate).length > 0 ? 'troubled' : 'well';
  }
}

/** What is the matter with a gate that is heard, shortest first. */
export function troublesOf(gate: GateOfNight): readonly string[] {
  return [
    ...(gate.camera === 'failed' ? [WORDS.cameraFailed] : []),
    ...(gate.pendingLines > 0 ? [WORDS.queue(gate.pendingLines)] : []),
    ...(gate.setAsideLines > 0 ? [WORDS.setAside(gate.setAsideLines)] : []),
    ...(gate.isSnapshotComplete === false ? [WORDS.snapshotIncomplete] : []),
    ...(gate.power === 'battery' ? [WORDS.battery] : []),
  ];
}

/** The word for a gate: how it stands, or what is the matter with one that stands well otherwise. */
export function headlineOf(gate: GateOfNight): string {
  const [trouble] = gate.standing === 'well' ? troublesOf(gate) : [];
  return trouble ?? STANDING_WORDS[gate.standing];
}

/** Gates as people count them: G2 before G10. */
export function inOrder(gates: readonly GateOfNight[]): readonly GateOfNight[] {
  return gates.toSorted((one, other) => compareGateIds(one.gateId, other.gateId));
}

/** More than a glance takes in. */
const MANY = 20;

/** As the board shows them: where there are many, those with something to look after come before all others. */
export function onBoard(gates: readonly GateOfNight[]): readonly GateOfNight[] {
  const ordered = inOrder(gates);
  if (ordered.length <= MANY) return ordered;
  const urgent = (['lost', 'troubled'] as const).map((level) =>
    ordered.filter((gate) => levelOf(gate) === level),
  );
  return [...new Set([...urgent.flat(), ...ordered])];
}
