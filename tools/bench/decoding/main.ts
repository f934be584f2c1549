import { benchDecoding } from './bench-decoding.ts';
import { formatDecoding } from './format.ts';

// Runs the decoding benchmark alone: ADMIT_ONE_QR_PHOTOS names a folder of photographs, --json asks for figures only.
const figures = await benchDecoding({
  onProgress: (line) => console.error(line),
  photosFolder: process.env['ADMIT_ONE_QR_PHOTOS'] ?? null,
});
console.log(process.argv.includes('--json') ? JSON.stringify(figures) : formatDecoding(figures).join('\n'));
