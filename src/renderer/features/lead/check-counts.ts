import type { GateCheck } from '#shared/gate-check.ts';
import { CHECK_WORDS } from './words/check-words.ts';

/** How many lines of a check stand how: "1 red, 2 amber, 30 green". */
export function countsInWords({ lines }: GateCheck): string {
  const count = (level: string): number => lines.filter((line) => line.level === level).length;
  return CHECK_WORDS.counts(count('red'), count('amber'), count('green'));
}
