import type { LogFigures } from './log-analysis.ts';
import type { LogEntry } from './log-entry.ts';

type Trouble = {
  readonly sentence: string;
  readonly level: 'warn' | 'error';
  readonly count: number;
  readonly firstAt: string;
  readonly lastAt: string;
};
type Lists = Omit<LogFigures, 'lines' | 'damagedLines' | 'from' | 'to' | 'otherTroubles'>;

/** What is being noted of one file. */
export type Notes = { -readonly [K in keyof Lists]: Lists[K][number][] } & {
  readonly gateIds: Set<string>;
  /** By their sentence. */
  readonly troubles: Map<string, Trouble>;
};

/** A damaged log may hold any number of sentences that nobody wrote. */
const MOST_SENTENCES = 200;
const OTHER_SENTENCES = 'Other sentences';

export function emptyNotes(): Notes {
  return {
    deadlocks: [],
    lockWaits: [],
    databaseErrors: [],
    outages: [],
    undecided: [],
    leftByDatabase: [],
    malformed: [],
    slow: [],
    restarts: [],
    refusals: [],
    minutes: [],
    gateIds: new Set(),
    troubles: new Map(),
  };
}

/** Counts a warning or an error that is of no kind of its own. */
export function noteTrouble({ troubles }: Notes, { at, sentence }: LogEntry, level: 'warn' | 'error'): void {
  const isKept = troubles.has(sentence) || troubles.size < MOST_SENTENCES;
  addTrouble(troubles, {
    sentence: isKept ? sentence : OTHER_SENTENCES,
    level,
    count: 1,
    firstAt: at,
    lastAt: at,
  });
}

function addTrouble(troubles: Map<string, Trouble>, more: Trouble): void {
  const before = troubles.get(more.sentence);
  troubles.set(more.sentence, {
    ...more,
    level: before?.level === 'error' ? 'error' : more.level,
    count: (before?.count ?? 0) + more.count,
    firstAt: before !== undefined && before.firstAt < more.firstAt ? before.firstAt : more.firstAt,
    lastAt: before !== undefined && before.lastAt > more.lastAt ? before.lastAt : more.lastAt,
  });
}

/** What was read of a file, line by line. */
export type LineCounts = Pick<LogFigures, 'lines' | 'damagedLines' | 'from' | 'to'>;

/** The figures of a file. */
export function figuresOf({ gateIds: _gateIds, troubles, ...lists }: Notes, counts: LineCounts): LogFigures {
  return { ...counts, ...lists, otherTroubles: [...troubles.values()].toSorted(byCount) };
}

/** The figures of several files together, everything in the order of time. */
export function sumFigures(all: readonly LogFigures[]): LogFigures {
  const troubles = new Map<string, Trouble>();
  for (const trouble of all.flatMap(({ otherTroubles }) => otherTroubles)) addTrouble(troubles, trouble);
  const join = <Item extends { readonly at: string }>(
    list: (figures: LogFigures) => readonly Item[],
  ): Item[] => all.flatMap(list).toSorted((one, other) => compare(one.at, other.at));
  const times = (pick: (figures: LogFigures) => string | null): string[] =>
    all.flatMap((figures) => pick(figures) ?? []).toSorted();
  return {
    lines: all.reduce((sum, { lines }) => sum + lines, 0),
    damagedLines: all.reduce((sum, { damagedLines }) => sum + damagedLines, 0),
    from: times(({ from }) => from)[0] ?? null,
    to: times(({ to }) => to).at(-1) ?? null,
    deadlocks: join(({ deadlocks }) => deadlocks),
    lockWaits: join(({ lockWaits }) => lockWaits),
    databaseErrors: join(({ databaseErrors }) => databaseErrors),
    outages: all
      .flatMap(({ outages }) => outages)
      .toSorted((one, other) => compare(one.beganAt, other.beganAt)),
    undecided: join(({ undecided }) => undecided),
    leftByDatabase: join(({ leftByDatabase }) => leftByDatabase),
    malformed: join(({ malformed }) => malformed),
    slow: join(({ slow }) => slow),
    restarts: join(({ restarts }) => restarts),
    refusals: join(({ refusals }) => refusals),
    minutes: join(({ minutes }) => minutes),
    otherTroubles: [...troubles.values()].toSorted(byCount),
  };
}

function byCount(one: Trouble, other: Trouble): number {
  return other.count - one.count || compare(one.firstAt, other.firstAt);
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
