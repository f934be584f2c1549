/**
 * Attempts whose verdict nobody has seen yet. Should the window die between the commit and the picture, the code is asked
 * again under the same attempt id, and what was committed is shown in green instead of "already admitted".
 */
export type UnansweredAttempts = {
  /** The id to ask under: that of the attempt nobody saw the end of, else the one `create` makes. */
  readonly idFor: (code: string, create: () => string) => string;
  /** The verdict was on the screen. */
  readonly seen: (code: string) => void;
};

const KEY = 'admit-one:unanswered-attempts';
/** A queue's worth; the oldest go first. */
const KEPT = 50;

/**
 * Keeps them in `storage`: a window's session storage outlives a reload and a crash of the page, and never reaches the
 * disk. A storage that fails costs only that.
 */
export function createUnansweredAttempts(storage: Pick<Storage, 'getItem' | 'setItem'>): UnansweredAttempts {
  let known = load(storage);

  function keep(next: ReadonlyMap<string, string>): void {
    known = new Map([...next].slice(-KEPT));
    try {
      storage.setItem(KEY, JSON.stringify([...known]));
    } catch {
      // What is in memory still serves a reload of nothing but the screen's code.
    }
  }

  return {
    idFor: (code, create) => {
      const before = known.get(code);
      if (before !== undefined) return before;
      const attemptId = create();
      keep(new Map([...known, [code, attemptId]]));
      return attemptId;
    },
    seen: (code) => {
      if (known.has(code)) keep(new Map([...known].filter(([other]) => other !== code)));
    },
  };
}

function load(storage: Pick<Storage, 'getItem'>): ReadonlyMap<string, string> {
  try {
    const parsed: unknown = JSON.parse(storage.getItem(KEY) ?? '[]');
    if (!Array.isArray(parsed)) return new Map();
    return new Map(parsed.filter((entry): entry is [string, string] => isPairOfTexts(entry)));
  } catch {
    return new Map();
  }
}

function isPairOfTexts(entry: unknown): boolean {
  return Array.isArray(entry) && entry.length === 2 && entry.every((part) => typeof part === 'string');
}
