import { type Play, PLAIN_OUTCOME } from './play.ts';
import type { Stage } from './stage.ts';

/** One code at all gates at the same instant, again and again with the next: a copied ticket, or a race for the row. */
export function sameCode(stage: Stage, count: number): Play {
  const codes = stage.takeCodes(count);
  return {
    planned: codes.length * stage.gates.length,
    async play() {
      for (const code of codes) await Promise.all(stage.gates.map((gate) => stage.present(gate, [code])));
      return PLAIN_OUTCOME;
    },
  };
}
