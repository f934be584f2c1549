import { setTimeout as wait } from 'node:timers/promises';
import { v7 as newAttemptId } from 'uuid';
import type { Books } from './books.ts';
import type { Cable } from './cable.ts';
import { untilNothingIsPending, untilLinesAreIn } from './lines-in.ts';
import type { Play } from './play.ts';
import type { RaceAnswer } from './race.ts';
import type { RehearsalGate } from './rehearsal-gates.ts';
import { copiesFor, deal } from './scenarios.ts';
import type { Stage } from './stage.ts';

/** A guest steps up, so that the scans spread over the outage. */
const PACE_MS = 100;
/** For so long at least: the gates notice, and a coordinator who looks at the monitor sees it. */
const LEAST_OUTAGE_MS = 4_000;
const ONLINE_LIMIT_MS = 60_000;
/** One gate's share before, while the cable is out, and after. */
const BEFORE = 0.25;
const DURING = 0.5;

/**
 * The cable to the server is pulled in the middle of the scanning, and plugged in again: every gate goes on by itself, every line goes in
 * afterwards, and only a ticket that was copied comes in twice, which is a conflict with both sides.
 */
export function outage(
  stage: Stage,
  count: number,
  { cable, step }: { readonly cable: Cable; readonly step: (words: string) => void },
): Play {
  const { gates } = stage;
  const ordinary = stage.takeCodes(count);
  const shares = deal(ordinary, gates.length).map((own) => {
    const [from, to] = [Math.ceil(own.length * BEFORE), Math.ceil(own.length * (BEFORE + DURING))];
    return { before: own.slice(0, from), during: own.slice(from, to), after: own.slice(to) };
  });
  const copies = stage.takeCodes(copiesFor(gates.length));
  const each = async (codesOf: (at: number) => readonly string[] | undefined): Promise<RaceAnswer[]> => {
    const shown = gates.map((gate, at) => stage.present(gate, codesOf(at) ?? [], PACE_MS));
    return (await Promise.all(shown)).flat();
  };

  async function whileCutOff() {
    // In the middle of things: some of these attempts are on the wire when the cable is pulled.
    const scanning = each((at) => shares[at]?.during);
    cable.pull();
    step('The cable to the server is out.');
    const pulledAtMs = performance.now();
    try {
      const during = await scanning;
      during.push(...(await each((at) => copies.slice(Math.floor(at / 2), Math.floor(at / 2) + 1))));
      await wait(Math.max(0, LEAST_OUTAGE_MS - (performance.now() - pulledAtMs)));
      return { during, pulledAtMs, pluggedInAtMs: performance.now() };
    } finally {
      cable.plugIn();
      step('The cable is plugged in again.');
    }
  }

  return {
    planned: count + 2 * copies.length,
    async play() {
      await each((at) => shares[at]?.before);
      const { during, pulledAtMs, pluggedInAtMs } = await whileCutOff();
      const online = await Promise.all(gates.map((gate) => untilOnline(stage, gate, pluggedInAtMs)));
      await each((at) => shares[at]?.after);
      await untilLinesAreIn(stage);
      await untilNothingIsPending(stage);

      const books = await stage.books();
      return {
        outage: {
          cutOffMs: Math.round(pluggedInAtMs - pulledAtMs),
          onlineAfterMs: Math.round(Math.max(...online)),
          lines: books.lines.length,
          copies: copies.length,
        },
        findings: [...findNeverAlone(gates, during), ...findNeedlessConflicts(books, new Set(ordinary))],
      };
    },
  };
}

/**
 * Scans codes of no ticket until the database answers one, as a person would who wants to know.
 * @returns the time since `sinceMs`, on the monotonic clock, in milliseconds.
 */
async function untilOnline(stage: Stage, gate: RehearsalGate, sinceMs: number): Promise<number> {
  for (;;) {
    const [shown] = await stage.present(gate, [`unknown-${newAttemptId()}`]);
    const tookMs = performance.now() - sinceMs;
    if (shown?.answer.decidedBy === 'database') return tookMs;
    if (tookMs > ONLINE_LIMIT_MS) throw new Error(`${gate.gateId} does not come back online`);
    await wait(PACE_MS);
  }
}

function findNeverAlone(gates: readonly RehearsalGate[], during: readonly RaceAnswer[]): string[] {
  const alone = new Set(
    during.filter(({ answer }) => answer.decidedBy === 'emergency').map(({ gateId }) => gateId),
  );
  return gates
    .filter(({ gateId }) => !alone.has(gateId))
    .map(({ gateId }) => `${gateId} decided nothing on its own while the cable was out`);
}

/** Nobody presented these twice: a conflict about one of them would be our own doing. */
function findNeedlessConflicts({ sides, purchases }: Books, ordinary: ReadonlySet<string>): string[] {
  const disputed = new Set(sides.map(({ ticketPurchaseId }) => ticketPurchaseId));
  return purchases
    .filter(({ id, code }) => disputed.has(id) && ordinary.has(code))
    .map(({ id }) => `ticket purchase ${id} is a conflict, and nobody presented it twice`);
}
