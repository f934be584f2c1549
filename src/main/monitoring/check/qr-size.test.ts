import * as fc from 'fast-check';
import QRCode from 'qrcode';
import { expect, test } from 'vitest';
import { moduleMillimetres, qrVersionOf } from './qr-size.ts';

test('a code’s version is the one that it is printed in', () => {
  const characters = fc.constantFrom('0', '7', 'A', 'Z', '-', ':', 'a', 'ë');
  const code = fc
    .array(characters, { minLength: 1, maxLength: 250 })
    .map((parts) => parts.join(''))
    .filter((text) => Buffer.byteLength(text) <= 255);
  fc.assert(
    fc.property(code, (text) => {
      const bytes = Buffer.from(text);
      // As one segment: a library that mixes modes may save a version, never need one more.
      const mode = /^\d+$/u.test(text)
        ? 'numeric'
        : /^[0-9A-Z $%*+./:-]+$/u.test(text)
          ? 'alphanumeric'
          : 'byte';
      const segment = mode === 'byte' ? { data: bytes, mode } : { data: text, mode };
      const printed = QRCode.create([segment as QRCode.QRCodeSegment], { errorCorrectionLevel: 'M' });
      expect(qrVersionOf(text)).toBe(printed.version);
    }),
    { numRuns: 60 },
  );
});

test('modules shrink with the code', () => {
  expect(moduleMillimetres(2)).toBeCloseTo(1.2);
  expect(moduleMillimetres(12)).toBeCloseTo(0.46, 2);
  expect(qrVersionOf('x'.repeat(400))).toBeNull();
});
