import { type Play, PLAIN_OUTCOME } from './play.ts';
import { deal } from './scenarios.ts';
import type { Stage } from './stage.ts';

/** One ticket in so many is shown at the next gate too, at about the same time. */
const COPY_EVERY = 3;

/** Each gate as fast as it goes, without a pause, and copies mixed in. */
export function burst(stage: Stage, count: number): Play {
  const shares = deal(stage.takeCodes(count), stage.gates.length);
  const queues = shares.map((own, at) => withCopies(own, shares[(at + 1) % shares.length] ?? []));
  return {
    planned: queues.reduce((sum, queue) => sum + queue.length, 0),
    async play() {
      await Promise.all(stage.gates.map((gate, at) => stage.present(gate, queues[at] ?? [])));
      return PLAIN_OUTCOME;
    },
  };
}

function withCopies(own: readonly string[], neighbours: readonly string[]): readonly string[] {
  return own.flatMap((code, at) => {
    const copy = at % COPY_EVERY === 0 ? neighbours[at] : undefined;
    return copy === undefined ? [code] : [code, copy];
  });
}
