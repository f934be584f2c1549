import { describe, expect, it } from 'vitest';
import { createFieldGuard } from './field-guard.ts';

/** Types into one field after another; what the guard said to each key. */
function type(keys: readonly { readonly key: string; readonly field?: string }[], apartMs: number) {
  const guard = createFieldGuard<string>();
  const values = new Map<string, string>();
  return keys.map(({ key, field = 'why' }, index) => {
    const value = values.get(field) ?? 'They ';
    if (key.length === 1) values.set(field, value + key);
    return guard({ field, value, key, atMs: 10_000 + index * apartMs });
  });
}

const keysOf = (text: string) => [...text.split('').map((key) => ({ key })), { key: 'Enter' }];

describe('a field of the control room', () => {
  it('holds what it held before a scanner typed into it, and is not sent off', () => {
    const said = type(keysOf('AB12CD34'), 8);
    expect(said.at(-1)).toBe('They ');
    expect(said.slice(0, -1).every((value) => value === null)).toBe(true);
  });

  it('is sent off by a hand', () => {
    expect(type(keysOf('paid'), 120).at(-1)).toBeNull();
    expect(type(keysOf('Mia'), 40).at(-1)).toBeNull();
  });

  it('has nothing to do with what was typed into another one', () => {
    const keys = [...keysOf('AB12CD').slice(0, -1), { key: 'Enter', field: 'name' }];
    expect(type(keys, 8).at(-1)).toBeNull();
  });
});
