import { describe, expect, it } from 'vitest';
import { createTally } from './figures.ts';
import { formatDecoding } from './format.ts';
import type { BenchFrame } from './frames/frame.ts';

function frame(kind: string, texts: readonly string[]): BenchFrame {
  return { kind, texts, luma: new Uint8Array(1), width: 1, height: 1 };
}

describe('the figures of the decoding benchmark', () => {
  const tally = createTally(['first', 'second']);
  tally.add('hard', 'first', frame('small', ['A', 'B']), { texts: ['A'], durationMs: 10, processorMs: 10 });
  tally.add('hard', 'first', frame('soft', ['C']), { texts: ['C'], durationMs: 20, processorMs: 20 });
  tally.add('hard', 'second', frame('small', ['A', 'B']), {
    texts: ['B', 'A', 'X'],
    durationMs: 30,
    processorMs: 30,
  });
  tally.add('hard', 'second', frame('soft', ['C']), { texts: [], durationMs: 60, processorMs: 60 });
  tally.add('without a code', 'first', frame('empty', []), { texts: [], durationMs: 4, processorMs: 4 });
  const { rows, hardByKind } = tally.figures(1);

  it('count codes, not frames, and texts that stand in no frame', () => {
    expect(rows.map(({ readPercent, wrongTexts }) => ({ readPercent, wrongTexts }))).toEqual([
      { readPercent: 200 / 3, wrongTexts: 0 },
      { readPercent: 200 / 3, wrongTexts: 1 },
      { readPercent: null, wrongTexts: 0 },
    ]);
    expect(hardByKind).toEqual({ small: { first: 50, second: 100 }, soft: { first: 100, second: 0 } });
  });

  it('give times as multiples of the first contestant on the same frames', () => {
    expect(rows.map((row) => row.timesFirst)).toEqual([1, 3, 1]);
    expect(rows[1]?.meanMs).toBe(45);
    expect(rows[1]?.p95Ms).toBe(60);
  });

  it('are a line each', () => {
    const lines = formatDecoding(tally.figures(1));
    expect(lines.filter((line) => line.startsWith('hard (2)')).length).toBe(2);
    expect(lines.join('\n')).toContain('66.7 %');
  });
});
