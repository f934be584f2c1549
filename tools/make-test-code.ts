import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { toBuffer, toString } from 'qrcode';
import { TEST_CODE } from '#shared/gate-check.ts';

/**
 * Makes the test code that the lead shows to a gate's camera: a picture to print or to send to a phone, and one that the lead's own
 * screen shows, to be photographed.
 */

const ROOT = path.join(import.meta.dirname, '..');
const LOOK = { errorCorrectionLevel: 'M', margin: 4 } as const;

writeFileSync(path.join(ROOT, 'docs/test-code.png'), await toBuffer(TEST_CODE, { ...LOOK, width: 900 }));
writeFileSync(
  path.join(ROOT, 'resources/test-code.svg'),
  await toString(TEST_CODE, { ...LOOK, type: 'svg' }),
);
