import { describe, expect, test } from 'vitest';
import { wrappedSearchKeySchema } from '#main/emergency/snapshot/search-keys.ts';
import { searchPinKeys } from './search-pin-keys.ts';

describe('the key that the PIN opens', () => {
  test('opens with its PIN only, and under another one after a change it is the same key', async () => {
    const { wrapped, opened } = await searchPinKeys.create('123456');
    expect(await searchPinKeys.open(wrapped, '123457')).toBeNull();
    const kept = wrappedSearchKeySchema.parse(JSON.parse(JSON.stringify(wrapped)));
    expect((await searchPinKeys.open(kept, '123456'))?.publicKey).toBe(opened.publicKey);
    const changed = await searchPinKeys.rewrap(wrapped, opened, '4711');
    expect(await searchPinKeys.open(changed, '123456')).toBeNull();
    expect((await searchPinKeys.open(changed, '4711'))?.publicKey).toBe(opened.publicKey);
    expect(JSON.stringify(changed)).not.toContain('4711');
    // A guess is meant to be slow, and this makes several.
  }, 60_000);
});
