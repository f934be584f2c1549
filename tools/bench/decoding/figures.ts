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
  /**
   * Processor time as a multiple of the first contestant's on the same frames: a busy machine stretches the clock, not this. It comes
   * in ticks of some milliseconds, so it is good for sums and not for a single frame.
   */
  readonly timesFirst: number;
};

export type Figures = {
  readonly seed: number;
  readonly rows: readonly Row[];
  /** Percent of codes read by kind of hard frame, for each contestant. */
  readonly hardByKind: Readonly<Record<string, Readonly<Record<string, number>>>>;
};

/** What a contestant read from one frame, and what that took. */
export type TimedReading = {
  readonly texts: readonly string[];
  readonly durationMs: number;
  readonly processorMs: number;
};

type Entry = {
  frames: number;
  codes: number;
  read: number;
  wrongTexts: number;
  processorMs: number;
  durationsMs: number[];
};

/** Collects readings. */
export function createTally(contestants: readonly string[]) {
  const sets = new Map<string, Map<string, Entry>>();
  const kinds = new Map<string, Map<string, Entry>>();

  function entryOf(table: Map<string, Map<string, Entry>>, row: string, contestant: string): Entry {
    const entries = table.get(row) ?? new Map<string, Entry>();
    table.set(row, entries);
    const entry = entries.get(contestant) ?? {
      frames: 0,
      codes: 0,
      read: 0,
      wrongTexts: 0,
      processorMs: 0,
      durationsMs: [],
    };
    entries.set(contestant, entry);
    return entry;
  }

  function add(set: string, contestant: string, frame: BenchFrame, reading: TimedReading): void {
    const { texts } = reading;
    const entries = [entryOf(sets, set, contestant)];
    if (set === 'hard') entries.push(entryOf(kinds, frame.kind, contestant));
    for (const entry of entries) {
      entry.frames += 1;
      entry.codes += frame.texts.length;
      entry.read += frame.texts.filter((text) => texts.includes(text)).length;
      entry.wrongTexts += texts.filter((text) => !frame.texts.includes(text)).length;
      entry.processorMs += reading.processorMs;
      entry.durationsMs.push(reading.durationMs);
    }
  }

  function figures(seed: number): Figures {
    const rows: Row[] = [];
    for (const [set, entries] of sets) {
      const firstMs = entries.get(contestants[0] ?? '')?.processorMs ?? 0;
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

function rowOf(set: string, contestant: string, entry: Entry, firstProcessorMs: number): Row {
  const sorted = entry.durationsMs.toSorted((a, b) => a - b);
  return {
    set,
    contestant,
    frames: entry.frames,
    readPercent: entry.codes === 0 ? null : percent(entry),
    wrongTexts: entry.wrongTexts,
    meanMs: mean(sorted),
    medianMs: sorted[Math.floor(sorted.length / 2)] ?? 0,
    p95Ms: sorted[Math.floor(sorted.length * 0.95)] ?? 0,
    timesFirst: entry.processorMs / firstProcessorMs,
  };
}

function percent(entry: Entry): number {
  return entry.codes === 0 ? 0 : (100 * entry.read) / entry.codes;
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
