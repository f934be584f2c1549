import { describe, expect, it } from 'vitest';
import { isUtf8 } from './utf8.ts';

describe('UTF-8', () => {
  it('is told from other bytes', () => {
    expect(isUtf8(new TextEncoder().encode('Zoë Ångström 票 \uFFFD'))).toBe(true);
    expect(isUtf8(new Uint8Array(0))).toBe(true);
    expect(isUtf8(Uint8Array.of(0x5a, 0x6f, 0xeb))).toBe(false);
    expect(isUtf8(Uint8Array.of(0x5a, 0xc3))).toBe(false);
  });
});
