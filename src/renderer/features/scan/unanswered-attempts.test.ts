import { describe, expect, it } from 'vitest';
import { createUnansweredAttempts } from './unanswered-attempts.ts';

/** A window's session storage: what a reload leaves behind. */
function createStorage(kept = new Map<string, string>()) {
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => {
      kept.set(key, value);
    },
  };
}

describe('attempts whose verdict nobody has seen', () => {
  it('are asked again under their first id, also after a reload of the window', () => {
    const storage = createStorage();
    expect(createUnansweredAttempts(storage).idFor('A', () => 'first')).toBe('first');
    expect(createUnansweredAttempts(storage).idFor('A', () => 'second')).toBe('first');
  });

  it('are done with once their verdict was seen', () => {
    const storage = createStorage();
    const attempts = createUnansweredAttempts(storage);
    attempts.idFor('A', () => 'first');
    attempts.seen('A');
    expect(attempts.idFor('A', () => 'second')).toBe('second');
    attempts.seen('A');
    expect(createUnansweredAttempts(storage).idFor('A', () => 'third')).toBe('third');
  });

  it('are remembered for the last fifty codes only', () => {
    const attempts = createUnansweredAttempts(createStorage());
    for (let number = 0; number <= 50; number += 1) attempts.idFor(`code ${number}`, () => `id ${number}`);
    expect(attempts.idFor('code 50', () => 'new')).toBe('id 50');
    expect(attempts.idFor('code 0', () => 'new')).toBe('new');
  });

  it('do without a storage that fails or holds something else', () => {
    const broken = {
      getItem: () => '{"not": "pairs"}',
      setItem: () => {
        throw new Error('The quota is exceeded.');
      },
    };
    const attempts = createUnansweredAttempts(broken);
    expect(attempts.idFor('A', () => 'first')).toBe('first');
    expect(attempts.idFor('A', () => 'second')).toBe('first');
  });
});
