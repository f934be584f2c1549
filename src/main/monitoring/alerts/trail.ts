import type { GateFacts } from './facts.ts';

/** What is kept of the looks before, for rules that need to see something grow. */

/** What a gate said with the beat that was its last one at a look. */
export type TrailBeat = {
  readonly seenAtMs: number;
  readonly pendingLines: number;
  readonly deadlocks: number;
};

/** As much of a look as that takes. */
export type TrailLook = {
  readonly atMs: number;
  /** By gate id. */
  readonly gates: ReadonlyMap<string, TrailBeat>;
  readonly rowLockWaits: number;
};

/** What is kept of a look's gates. */
export function trailBeats(gates: readonly GateFacts[]): TrailLook['gates'] {
  return new Map(
    gates.flatMap(({ gateId, seenAtMs, pendingLines, deadlocks }) =>
      seenAtMs === null ? [] : [[gateId, { seenAtMs, pendingLines, deadlocks }] as const],
    ),
  );
}

/** Oldest first; the last one is the look that is judged. */
export type Trail = readonly TrailLook[];

/** Counters are compared over this span. */
const TRAIL_MS = 60_000;

/** The trail with one more look, without what is too old. The clock of a server that was replaced may go back: then it begins anew. */
export function extendTrail(trail: Trail, look: TrailLook): Trail {
  const last = trail.at(-1);
  if (last !== undefined && last.atMs > look.atMs) return [look];
  return [...trail.filter(({ atMs }) => atMs >= look.atMs - TRAIL_MS), look];
}

/** How far a counter has come within the trail; one that was set back (a restart) counts from nought. */
export function growth(values: readonly number[]): number {
  return values.reduce((sum, value, at) => {
    const before = values[at - 1];
    if (before === undefined) return sum;
    return sum + (value >= before ? value - before : value);
  }, 0);
}

/** The deadlocks that the gates counted within the trail. */
export function deadlocksWithin(trail: Trail): number {
  const gateIds = new Set(trail.flatMap(({ gates }) => [...gates.keys()]));
  return [...gateIds].reduce(
    (sum, gateId) => sum + growth(ofGate(trail, gateId).map((gate) => gate.deadlocks)),
    0,
  );
}

/** What a gate said with each of its beats, oldest first: looks come oftener than beats. */
export function beatsOf(trail: Trail, gateId: string): readonly TrailBeat[] {
  const beats = ofGate(trail, gateId);
  return beats.filter((beat, at) => beat.seenAtMs !== beats[at - 1]?.seenAtMs);
}

function ofGate(trail: Trail, gateId: string): readonly TrailBeat[] {
  return trail.flatMap(({ gates }) => gates.get(gateId) ?? []);
}
