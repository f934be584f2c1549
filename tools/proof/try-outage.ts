import { setTimeout as wait } from 'node:timers/promises';
import { untilLinesAreIn } from '#main/rehearsal/lines-in.ts';
import type { RaceAnswer } from '#main/rehearsal/race.ts';
import { until } from '#main/rehearsal/until.ts';
import { canWrite } from '../faults/can-write.ts';
import type { Outage } from '../faults/outage.ts';
import { figuresOf, type OutageFigures } from './figures.ts';
import { untilOnline } from './gates-online.ts';
import type { Night, NightGate } from './night.ts';

/** The codes of one gate in one outage, by when they are presented. */
type Share = {
  readonly before: readonly string[];
  readonly edge: readonly string[];
  readonly during: readonly string[];
  readonly after: readonly string[];
};

/** Codes that a gate presents in one outage, and those that all of them do, at scale one. */
const CODES_A_GATE = 6;
const COPIES = 2;

/** A guest steps up, so that the scans spread over the outage. */
const PACE_MS = 100;
/** A server may take its time to come back; a gate gets five seconds after that, and slack for a busy test machine. */
const RETURN_LIMIT_MS = 120_000;

/** What one outage came to. */
export type OutageTrial = {
  readonly figures: OutageFigures;
  /** Answers of the attempts that were begun after the outage was. */
  readonly during: readonly RaceAnswer[];
  /** Answers after every gate was online again: new guests, and then guests who had come in at another gate. */
  readonly after: readonly RaceAnswer[];
  readonly again: readonly RaceAnswer[];
};

/** How many codes one outage uses up. */
export function codesForOutage(gates: number, scale: number): number {
  return gates * CODES_A_GATE * scale + COPIES;
}

/**
 * Lets all gates of the night scan, begins an outage in the middle of it, holds it for `holdMs` at least while they go on,
 * ends it, waits until every gate has caught up, and lets them scan again.
 */
export async function tryOutage(
  night: Night,
  outage: Outage,
  options: { readonly holdMs: number; readonly scale: number },
): Promise<OutageTrial> {
  const { gates } = night;
  const shares = gates.map((): Share => takeShare(night, options.scale));
  const copies = night.takeCodes(COPIES);
  const each = async (
    scan: (gate: NightGate, own: Share, neighbours: Share) => Promise<RaceAnswer[]>,
  ): Promise<RaceAnswer[]> => {
    const scans = gates.map((gate, at) => {
      const [own, neighbours] = [shares[at], shares[(at + 1) % shares.length]];
      if (own === undefined || neighbours === undefined) throw new Error('a gate without a share');
      return scan(gate, own, neighbours);
    });
    return (await Promise.all(scans)).flat();
  };

  await each((gate, { before }) => night.present(gate, before));

  // In the middle of things: some of these attempts are on the wire when it begins.
  const scanning = each((gate, { edge }) => night.present(gate, edge));
  await outage.begin();
  const begunAtMs = performance.now();
  const during = await scanning;
  during.push(
    ...(await each((gate, own) => night.present(gate, own.during, PACE_MS))),
    // Copied tickets, and guests who came in at the next gate before the outage.
    ...(await each((gate, _own, { before }) => night.present(gate, [...copies, ...before], PACE_MS))),
  );
  await wait(Math.max(0, options.holdMs - (performance.now() - begunAtMs)));

  await outage.end();
  await until('the database takes writes', RETURN_LIMIT_MS, () => canWrite(night.url));
  const returnedAtMs = performance.now();
  const onlineAfterMs = await Promise.all(gates.map((gate) => untilOnline(night, gate, returnedAtMs)));

  const after = await each((gate, own) => night.present(gate, own.after));
  await untilLinesAreIn(night);
  const again = await each((gate, _own, neighbours) => night.present(gate, neighbours.during));
  const account = await night.settle();
  return {
    figures: figuresOf(outage.name, during, Math.max(...onlineAfterMs), account),
    during,
    after,
    again,
  };
}

function takeShare(night: Night, scale: number): Share {
  return {
    before: night.takeCodes(scale),
    edge: night.takeCodes(2 * scale),
    during: night.takeCodes(2 * scale),
    after: night.takeCodes(scale),
  };
}
