import type { BenchFrame } from './frames/frame.ts';

/** What one contestant did with one set of frames. */
export type Row = {
  readonly set: string;
  readonly contestant: string;
  readonly frames: number;
  /** Codes read, of those that stand in the frames, in percent; null where none do. */
  readonly readPercent: number | null;
  /** Texts that stand in no frame that they were read from. */
  readonly wrongTexts: number;
  readonly meanMs: number;
  readonly medianMs: number;
  readonly p95Ms: number;
  /** Mean time as a multiple of the first contestant's on the same frames. */
  readonly timesFirst: number;
};

export type Figures = {
  readonly seed: number;
  readonly rows: readonly Row[];
  /** Percent of codes read by kind of hard frame, for each contestant. */
  readonly hardByKind: Readonly<Record<string, Readonly<Record<string, number>>>>;
};

type Entry = { frames: number; codes: number; read: number; wrongTexts: number; durationsMs: number[] };

/** Collects readings. */
export function createTally(contestants: readonly string[]) {
  const sets = new Map<string, Map<string, Entry>>();
  const kinds = new Map<string, Map<string, Entry>>();

  function entryOf(table: Map<string, Map<string, Entry>>, row: string, contestant: string): Entry {
    const entries = table.get(row) ?? new Map<string, Entry>();
    table.set(row, entries);
    const entry = entries.get(contestant) ?? { frames: 0, codes: 0, read: 0, wrongTexts: 0, durationsMs: [] };
    entries.set(contestant, entry);
    return entry;
  }

  function add(
    set: string,
    contestant: string,
    frame: BenchFrame,
    texts: readonly string[],
    durationMs: number,
  ): void {
    const entries = [entryOf(sets, set, contestant)];
    if (set === 'hard') entries.push(entryOf(kinds, frame.kind, contestant));
    for (const entry of entries) {
      entry.frames += 1;
      entry.codes += frame.texts.length;
      entry.read += frame.texts.filter((text) => texts.includes(text)).length;
      entry.wrongTexts += texts.filter((text) => !frame.texts.includes(text)).length;
      entry.durationsMs.push(durationMs);
    }
  }

  function figures(seed: number): Figures {
    const rows: Row[] = [];
    for (const [set, entries] of sets) {
      const firstMs = mean(entries.get(contestants[0] ?? '')?.durationsMs ?? []);
      for (const [contestant, entry] of entries) rows.push(rowOf(set, contestant, entry, firstMs));
    }
    const hardByKind = Object.fromEntries(
      Array.from(kinds, ([kind, entries]) => [
        kind,
        Object.fromEntries(Array.from(entries, ([name, entry]) => [name, percent(entry)])),
      ]),
    );
    return { seed, rows, hardByKind };
  }

  return { add, figures };
}

function rowOf(set: string, contestant: string, entry: Entry, firstMs: number): Row {
  const sorted = entry.durationsMs.toSorted((a, b) => a - b);
  const meanMs = mean(sorted);
  return {
    set,
    contestant,
    frames: entry.frames,
    readPercent: entry.codes === 0 ? null : percent(entry),
    wrongTexts: entry.wrongTexts,
    meanMs,
    medianMs: sorted[Math.floor(sorted.length / 2)] ?? 0,
    p95Ms: sorted[Math.floor(sorted.length * 0.95)] ?? 0,
    timesFirst: meanMs / firstMs,
  };
}

function percent(entry: Entry): number {
  return entry.codes === 0 ? 0 : (100 * entry.read) / entry.codes;
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
