/**
 * A handheld scanner that goes off while the lead's cursor stands in a text field. Its code must neither stay in the field nor be
 * sent off by its Enter, so what a field held before each fast run of keys is remembered until the run ends.
 */

/** A run of keys that came fast one after another. */
export type FieldRun = {
  readonly text: string;
  /** What the field held before it. */
  readonly valueBefore: string;
  /** The silence before its first key, in milliseconds. */
  readonly silenceMs: number;
  readonly longestGapMs: number;
  readonly lastKeyAtMs: number;
};

/** `scan`: the run was a scanner's; `broken`: it was, and may lack its beginning, so it is no code. */
export type FieldBurst =
  | { readonly kind: 'scan'; readonly code: string; readonly valueBefore: string }
  | { readonly kind: 'broken'; readonly valueBefore: string };

export type FieldKey = {
  readonly key: string;
  readonly atMs: number;
  /** What the field holds before this key. */
  readonly value: string;
};

/** Scanners pause no longer than this between two keys; beyond it a new run begins. */
const RUN_GAP_MS = 100;
/** So many keys, each this soon after the one before, are no hand's ... */
const FAST = { gapMs: 50, keys: 6 } as const;
/** ... nor are so many without one longer pause. */
const LONG_KEYS = 14;
/** A run with less silence before it may be the rest of a longer one. */
const WHOLE_AFTER_MS = 300;
/** Keys by which a scanner holds Shift and the like. */
const MODIFIERS: ReadonlySet<string> = new Set(['Shift', 'CapsLock', 'Control', 'Alt', 'AltGraph']);

/** Takes one key; `ended` is what a scanner has just finished, or null. */
export function takeFieldKey(
  run: FieldRun | null,
  { key, atMs, value }: FieldKey,
): { readonly run: FieldRun | null; readonly ended: FieldBurst | null } {
  if (MODIFIERS.has(key)) return { run, ended: null };
  const gapMs = run === null ? Infinity : atMs - run.lastKeyAtMs;
  if (key === 'Enter' || key === 'Tab') {
    return { run: null, ended: run === null || gapMs > RUN_GAP_MS ? null : endOf(withGap(run, gapMs)) };
  }
  if (Array.from(key).length !== 1) return { run: null, ended: null };
  if (run === null || gapMs > RUN_GAP_MS) {
    return {
      run: { text: key, valueBefore: value, silenceMs: gapMs, longestGapMs: 0, lastKeyAtMs: atMs },
      ended: null,
    };
  }
  return { run: { ...withGap(run, gapMs), text: run.text + key, lastKeyAtMs: atMs }, ended: null };
}

function withGap(run: FieldRun, gapMs: number): FieldRun {
  return { ...run, longestGapMs: Math.max(run.longestGapMs, gapMs) };
}

function endOf({ text, longestGapMs, silenceMs, valueBefore }: FieldRun): FieldBurst | null {
  const isFast = longestGapMs <= FAST.gapMs && text.length >= FAST.keys;
  if (!isFast && text.length < LONG_KEYS) return null;
  if (silenceMs < WHOLE_AFTER_MS) return { kind: 'broken', valueBefore };
  return { kind: 'scan', code: text, valueBefore };
}
