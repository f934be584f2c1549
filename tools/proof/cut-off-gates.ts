import type { Books } from '#main/rehearsal/books.ts';
import { untilLinesAreIn } from '#main/rehearsal/lines-in.ts';
import type { RaceAnswer } from '#main/rehearsal/race.ts';
import { networksIn } from '../faults/network-outages.ts';
import type { Night, NightGate } from './night.ts';

/** Who is cut off; the network leaves the others alone. */
const CUT_OFF: readonly string[] = ['G1', 'G2'];

/** What two gates cut off came to, while the others went on. */
export type CutOffTrial = {
  /** Codes that were shown at all gates; at the two only; at one of the two only. */
  readonly everywhere: readonly string[];
  readonly atTheTwo: readonly string[];
  readonly atOne: readonly string[];
  readonly answers: readonly RaceAnswer[];
  /** The sides of these codes' conflicts. */
  readonly sides: ReadonlyMap<string, Books['sides']>;
};

/** Whether a gate, or what came from it, was one of the two. */
export function isCutOff({ gateId }: { readonly gateId: string | null }): boolean {
  return gateId !== null && CUT_OFF.includes(gateId);
}

/** Cuts two gates off, lets all scan, `count` codes of each sort, and waits until both have caught up. */
export async function tryTwoCutOff(night: Night, count: number): Promise<CutOffTrial> {
  const [everywhere, atTheTwo, atOne] = [
    night.takeCodes(count),
    night.takeCodes(count),
    night.takeCodes(count),
  ];
  const codesOf = (gate: NightGate): string[] => {
    if (!isCutOff(gate)) return everywhere;
    return [...everywhere, ...atTheTwo, ...(gate.gateId === CUT_OFF[0] ? atOne : [])];
  };
  const networks = night.gates.filter(isCutOff).map(({ network }) => network);
  const outage = networksIn('two gates are cut off', networks, { kind: 'drop' });
  await outage.begin();
  const answers = await Promise.all(night.gates.map((gate) => night.present(gate, codesOf(gate))));
  await outage.end();
  await untilLinesAreIn(night);

  const { sides, purchases } = await night.books();
  const codes = new Set([...everywhere, ...atTheTwo, ...atOne]);
  const codeOf = new Map(purchases.map(({ id, code }) => [id, code]));
  const byCode = Map.groupBy(sides, ({ ticketPurchaseId }) => codeOf.get(ticketPurchaseId) ?? '');
  const ofThese = new Map([...byCode].filter(([code]) => codes.has(code)));
  return { everywhere, atTheTwo, atOne, answers: answers.flat(), sides: ofThese };
}
