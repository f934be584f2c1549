import { type FieldRun, takeFieldKey } from '../scan/field-burst.ts';

/** One key in a field: what the field is, what it holds before this key, and when it was pressed. */
type GuardedKey<F> = {
  readonly field: F;
  readonly value: string;
  readonly key: string;
  readonly atMs: number;
};

/**
 * Keeps a scanner that goes off over a form from filling it in and sending it off. Takes every key in a field; says what the field held
 * before the scan that this key ends, or null when it ends none.
 */
export function createFieldGuard<F>(): (pressed: GuardedKey<F>) => string | null {
  let run: FieldRun | null = null;
  let fieldBefore: F | null = null;
  return ({ field, value, key, atMs }) => {
    const step = takeFieldKey(field === fieldBefore ? run : null, { key, atMs, value });
    fieldBefore = field;
    run = step.run;
    return step.ended?.valueBefore ?? null;
  };
}
