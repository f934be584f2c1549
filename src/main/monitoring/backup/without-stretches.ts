import { Transform } from 'node:stream';
import type { Stretch } from './judge-statement.ts';

/** A stage of a pipeline that leaves out some stretches of what goes through, which stand in their order. */
export function withoutStretches(stretches: readonly Stretch[]): Transform {
  let place = 0;
  return new Transform({
    transform(piece: Buffer, _encoding, done) {
      const end = place + piece.length;
      let kept = place;
      for (const { from, to } of stretches) {
        if (to <= place || from >= end) continue;
        if (from > kept) this.push(piece.subarray(kept - place, from - place));
        kept = Math.min(to, end);
      }
      if (kept < end) this.push(piece.subarray(kept - place));
      place = end;
      done();
    },
  });
}
