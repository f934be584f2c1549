/**
 * What can be rehearsed. `same-code`: one code at all gates at the same instant, again and again. `rush`: all tickets, spread over the
 * gates. `burst`: each gate as fast as it goes, copies mixed in. `outage`: the cable to the server is pulled in the middle.
 */
export const SCENARIOS = ['same-code', 'rush', 'burst', 'outage'] as const;
export type Scenario = (typeof SCENARIOS)[number];

/** How many good tickets each scenario uses up. */
export type ScenarioSizes = Readonly<Record<Scenario, number>>;

/** Of the tickets that were asked for: the rush has them all, the others a share that takes about as long. */
const SHARES = { 'same-code': 1 / 20, rush: 1, burst: 1 / 2, outage: 1 / 4 } as const satisfies Record<
  Scenario,
  number
>;

/** Enough that every gate has something to do in each step of a scenario. */
const LEAST_SAME_CODES = 5;
const LEAST_A_GATE = 4;

/** What `tickets` come to at so many gates. */
export function sizesOf(tickets: number, gates: number): ScenarioSizes {
  const share = (scenario: Scenario, least: number): number =>
    Math.max(least, Math.round(tickets * SHARES[scenario]));
  return {
    'same-code': share('same-code', LEAST_SAME_CODES),
    rush: share('rush', gates),
    burst: share('burst', gates * LEAST_A_GATE),
    outage: share('outage', gates * LEAST_A_GATE),
  };
}

/** In an outage one ticket for two gates is copied, so that it is known which conflicts there must be. */
export function copiesFor(gates: number): number {
  return Math.floor(gates / 2);
}

/** Deals codes to gates like cards: as many to each, give or take one. */
export function deal(codes: readonly string[], gates: number): readonly (readonly string[])[] {
  return Array.from({ length: gates }, (_, gate) => codes.filter((_code, at) => at % gates === gate));
}
