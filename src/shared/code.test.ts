import { assert, property, string } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findMalformation, MAX_CODE_BYTES } from './code.ts';

describe('a code', () => {
  test.each([
    ['x'.repeat(255), null],
    ['x'.repeat(256), 'too-long'],
    ['é'.repeat(128), 'too-long'],
    ['', 'empty'],
    ['a\tb', 'control-characters'],
    ['a\u007fb', 'control-characters'],
    ['a\u0085b', 'control-characters'],
    ['a\ud800b', 'control-characters'],
    [' blanks are part of it ', null],
    ['票🎫', null],
  ])('%j', (code, expected) => {
    expect(findMalformation(code)).toBe(expected);
  });

  test('that is worth a query always survives the way through UTF-8', () => {
    assert(
      property(string({ unit: 'binary' }), (code) => {
        if (findMalformation(code) !== null) return;
        const bytes = new TextEncoder().encode(code);
        expect(bytes.length).toBeLessThanOrEqual(MAX_CODE_BYTES);
        expect(new TextDecoder('utf-8', { fatal: true }).decode(bytes)).toBe(code.replace(/^\uFEFF/u, ''));
      }),
    );
  });
});
