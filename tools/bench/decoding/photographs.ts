import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { PNG } from 'pngjs';
import { greyFromRgba } from '../../../src/renderer/decoder/planes.ts';
import type { BenchFrame } from './frames/frame.ts';

/**
 * The photographs in a folder and its sub-folders: each `NAME.png` with its text in `NAME.txt`, at four turns.
 * One at a time, for they are large together.
 */
export function* readPhotographs(folder: string): Generator<BenchFrame> {
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }).toSorted()) {
    const image = path.join(folder, file);
    const textFile = image.replace(/\.png$/u, '.txt');
    if (!image.endsWith('.png') || !existsSync(textFile)) continue;
    let photograph = readPhotograph(image, readFileSync(textFile, 'utf8'));
    for (let turn = 0; turn < 4; turn += 1) {
      yield photograph;
      photograph = turned(photograph);
    }
  }
}

function readPhotograph(image: string, text: string): BenchFrame {
  const { data, width, height } = PNG.sync.read(readFileSync(image));
  const luma = new Uint8Array(width * height);
  greyFromRgba(new Uint8ClampedArray(data.buffer, data.byteOffset, data.length), {
    data: luma,
    width,
    height,
  });
  return { kind: 'photograph', luma, width, height, texts: [text] };
}

/** The same photograph a quarter turn on. */
function turned({ luma, width, height, ...rest }: BenchFrame): BenchFrame {
  const result = new Uint8Array(luma.length);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) result[x * height + (height - 1 - y)] = luma[y * width + x] ?? 0;
  }
  return { ...rest, luma: result, width: height, height: width };
}
