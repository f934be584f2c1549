import type { OutageFigures } from './rehearsal.ts';

/** What a scenario came to, beside the answers that the stage keeps. */
export type PlayOutcome = {
  readonly outage: OutageFigures | null;
  /** What is wrong that no account shows, in sentences. */
  readonly findings: readonly string[];
};

/** A scenario, ready to begin. */
export type Play = {
  /** How many presentations are planned. */
  readonly planned: number;
  readonly play: () => Promise<PlayOutcome>;
};

/** What most scenarios come to: the answers say everything. */
export const PLAIN_OUTCOME: PlayOutcome = { outage: null, findings: [] };
