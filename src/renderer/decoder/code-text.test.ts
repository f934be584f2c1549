import { describe, expect, it } from 'vitest';
import { textOfBytes } from './code-text.ts';

describe('the text of a code', () => {
  it('is UTF-8 where the bytes are', () => {
    expect(textOfBytes(new TextEncoder().encode('Zoë Ångström 票'))).toBe('Zoë Ångström 票');
  });

  it('is ISO 8859-1 where the bytes are no UTF-8, never windows-1252', () => {
    expect(textOfBytes(Uint8Array.of(0x5a, 0x6f, 0xeb))).toBe('Zoë');
    expect(textOfBytes(Uint8Array.of(0x80, 0x93))).toBe('\u0080\u0093');
  });

  it('keeps every byte, a byte order mark too', () => {
    expect(textOfBytes(Uint8Array.of(0xef, 0xbb, 0xbf, 0x41))).toBe('\uFEFFA');
  });

  it('is empty for no bytes', () => {
    expect(textOfBytes(new Uint8Array(0))).toBe('');
  });
});
