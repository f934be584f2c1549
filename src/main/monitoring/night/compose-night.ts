import type { GateOfNight, Night } from '#shared/night.ts';
import type { GateConcert } from '#main/gate/concert-list.ts';
import type { GateFacts, NightFacts } from '../alerts/facts.ts';
import type { Trail } from '../alerts/trail.ts';
import type { AttemptFigures } from './attempt-tally.ts';
import { gatesOfNight } from './gates-of-night.ts';
import type { PurchaseCounts } from './purchase-counts.ts';
import type { Surroundings } from './surroundings.ts';
import { noVerdicts } from './verdict-counts.ts';

/** What one look has found out. */
type Seen = {
  readonly surroundings: Surroundings;
  readonly concert: GateConcert | null;
  readonly figures: AttemptFigures | null;
  readonly purchases: (PurchaseCounts & { readonly inside: number }) | null;
  readonly lookMs: number;
};
type Composed = { readonly night: Omit<Night, 'alerts'>; readonly gates: readonly GateFacts[] };

const MINUTE_MS = 60_000;

/** The night as people are shown it, but for the alerts. */
export function composeNight({ surroundings, concert, figures, purchases, lookMs }: Seen): Composed {
  const nowMs = surroundings.now.getTime();
  const lastMinute = Map.groupBy(
    (figures?.recent ?? []).filter(({ atMs }) => atMs > nowMs - MINUTE_MS),
    ({ gateId }) => gateId,
  );
  const gates = gatesOfNight({
    rows: surroundings.gates,
    concertId: concert?.id ?? null,
    nowMs,
    tallies: figures?.gates ?? new Map(),
    attemptsLastMinute: new Map([...lastMinute].map(([gateId, attempts]) => [gateId, attempts.length])),
    setAside: new Map(surroundings.setAside.map(({ gateId, lines }) => [gateId, lines])),
  });
  const tonight = gates.filter(({ standing }) => standing !== 'never-seen');
  const sum = (of: (gate: GateFacts) => number): number =>
    tonight.reduce((total, gate) => total + of(gate), 0);
  return {
    gates,
    night: {
      at: surroundings.now.toISOString(),
      concert:
        concert === null
          ? null
          : {
              id: concert.id,
              title: concert.title,
              startsAt: concert.startsAt?.toISOString() ?? null,
              entryOpensAt: concert.entryOpensAt?.toISOString() ?? null,
              entryClosesAt: concert.entryClosesAt?.toISOString() ?? null,
            },
      sold: purchases?.sold ?? 0,
      walkInsSold: purchases?.walkInsSold ?? 0,
      cancelled: purchases?.cancelled ?? 0,
      expected: purchases?.expected ?? 0,
      inside: purchases?.inside ?? 0,
      attempts: figures?.attempts ?? 0,
      attemptsLastMinute: figures?.attemptsLastMinute ?? 0,
      attemptsLastHour: figures?.attemptsLastHour ?? 0,
      verdicts: figures?.verdicts ?? noVerdicts(),
      recentTimes: figures?.recentTimes ?? null,
      times: figures?.times ?? null,
      retries: figures?.retries ?? 0,
      deadlocks: sum(({ deadlocks }) => deadlocks),
      undecided: sum(({ undecided }) => undecided),
      server: { ...surroundings.server, lookMs: Math.round(lookMs * 10) / 10 },
      arrivals: [...(figures?.arrivals ?? [])],
      gates: gates.map(asShown),
      openConflicts: surroundings.conflicts.open,
    },
  };
}

function asShown({
  seenAtMs: _seen,
  startedAtMs: _started,
  lastAttemptAtMs: _last,
  idSharedAtMs: _shared,
  ...gate
}: GateFacts): GateOfNight {
  return gate;
}

/** The same for the rules. */
export function nightFacts(
  seen: Seen & {
    readonly composed: Composed;
    readonly steadyMs: number;
    readonly trail: Trail;
    readonly names: ReadonlyMap<number, string | null>;
  },
): NightFacts {
  const { surroundings, figures, purchases, composed, steadyMs, trail, names } = seen;
  return {
    nowMs: surroundings.now.getTime(),
    steadyMs,
    gates: composed.gates,
    recent: figures?.recent ?? [],
    attempts: figures?.attempts ?? 0,
    refused: figures?.refused ?? 0,
    server: composed.night.server,
    outages: surroundings.outages,
    conflicts: surroundings.conflicts,
    setAside: surroundings.setAside,
    unknownStatuses: purchases?.unknown ?? 0,
    names,
    trail,
  };
}
