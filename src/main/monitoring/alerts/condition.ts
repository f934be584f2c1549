import type { Alert } from '#shared/night.ts';
import type { NightFacts } from './facts.ts';

/** Something that a rule finds to be the matter now. */
export type Condition = {
  readonly kind: Alert['kind'];
  /** What it is about: a gate, a ticket purchase, the server. With the kind it makes one alert. */
  readonly subject: string;
  readonly gateId: string | null;
  readonly level: Alert['level'];
  readonly words: string;
  readonly advice: string;
  readonly since: Since;
};

/**
 * Since when. A `fact` is the database's own word: another one is another alert. What was only `noticed` keeps the time at which
 * it was noticed first.
 */
type Since = { readonly from: 'fact' | 'noticed'; readonly atMs: number };

/** Whether an alert goes on from the look before: a rule then asks for less to keep it, so that nothing flickers. */
type IsOn = (kind: Alert['kind'], subject: string) => boolean;

export type Rule = (facts: NightFacts, isOn: IsOn) => readonly Condition[];
