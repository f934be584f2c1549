import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { demoScenes, type FilmCode, renderFilm } from './film.ts';
import { practiceCode, unknownPracticeCode } from './practice-code.ts';

// Drawing takes a second here and several on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'admit-one-film-test-'));
  const wasm = await readFile(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm'));
  prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(wasm).buffer } });
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const END_OF_IMAGE = Buffer.of(0xff, 0xd9);

async function framesOf(file: string): Promise<Buffer[]> {
  const film = await readFile(file);
  const frames: Buffer[] = [];
  for (let at = 0; at < film.length;) {
    const end = film.indexOf(END_OF_IMAGE, at) + END_OF_IMAGE.length;
    frames.push(film.subarray(at, end));
    at = end;
  }
  return frames;
}

async function textsIn(jpeg: Buffer): Promise<string[]> {
  const read = await readBarcodes(new Uint8Array(jpeg), { formats: ['QRCode'], maxNumberOfSymbols: 4 });
  return read.map(({ text }) => text);
}

async function filmOf(codes: readonly FilmCode[]): Promise<string> {
  const out = path.join(folder, 'one-scene.mjpeg');
  await renderFilm({ scenes: [{ codes, seconds: 0.1 }], out });
  return out;
}

test('an .mjpeg film shows each scene for its time at 30 frames a second', async () => {
  const out = path.join(folder, 'two-scenes.mjpeg');
  const codes = [{ text: practiceCode(0), style: 'paper' }] as const;
  await renderFilm({
    scenes: [
      { codes: [], seconds: 0.5 },
      { codes, seconds: 1 },
    ],
    out,
  });
  const frames = await framesOf(out);
  expect(frames).toHaveLength(45);
  expect(await textsIn(frames[14] ?? Buffer.of())).toEqual([]);
  for (const frame of [15, 22, 29, 44]) {
    expect(await textsIn(frames[frame] ?? Buffer.of())).toEqual([practiceCode(0)]);
  }
});

const HELD: readonly FilmCode[] = [
  { text: 'upright', style: 'paper' },
  { text: 'tilted-far', style: 'paper', tiltDegrees: 138 },
  { text: 'on-a-phone', style: 'phone', tiltDegrees: -20 },
  { text: 'in-dark-mode', style: 'dark-mode', tiltDegrees: 10 },
  { text: 'far-away', style: 'phone', scale: 0.17 },
];

test.each(HELD)('a reader reads the code that is $text', async (code) => {
  const [frame] = await framesOf(await filmOf([code]));
  expect(await textsIn(frame ?? Buffer.of())).toEqual([code.text]);
});

test('two codes stand in one frame', async () => {
  const scale = 0.3;
  const film = await filmOf([
    { text: 'left', style: 'paper', scale },
    { text: 'right', style: 'phone', scale },
  ]);
  const [frame] = await framesOf(film);
  expect(new Set(await textsIn(frame ?? Buffer.of()))).toEqual(new Set(['left', 'right']));
});

test('a .y4m film has the header that Chromium wants and whole frames', async () => {
  const out = path.join(folder, 'raw.y4m');
  const wish = { scenes: [{ codes: [], seconds: 2 }], width: 320, height: 240, framesPerSecond: 3, out };
  await renderFilm(wish);
  const film = await readFile(out);
  const header = 'YUV4MPEG2 W320 H240 F3:1 Ip A1:1 C420jpeg\n';
  expect(film.toString('latin1', 0, header.length)).toBe(header);
  expect(film.length).toBe(header.length + 6 * ('FRAME\n'.length + (320 * 240 * 3) / 2));
});

test('another ending is refused before anything is written', async () => {
  await expect(renderFilm({ scenes: [], out: path.join(folder, 'film.mp4') })).rejects.toThrow('.mp4');
});

test('the demonstration shows every verdict, with an empty room before each', () => {
  const nothing = { name: null, ticketKind: null, attentionNote: null };
  const admitted = (index: number) => ({
    code: practiceCode(index),
    verdict: 'admitted' as const,
    ...nothing,
  });
  const scenes = demoScenes({
    admitted: [10, 11, 12, 13, 14, 15].map(admitted),
    noted: admitted(1),
    alreadyAdmitted: { ...admitted(2), verdict: 'already-admitted' },
    cancelled: { ...admitted(3), verdict: 'cancelled' },
    notSoldYet: { ...admitted(4), verdict: 'not-sold-yet' },
    otherConcert: { ...admitted(6), verdict: 'other-concert' },
    unknownCode: { code: unknownPracticeCode(), verdict: 'unknown-code', ...nothing },
  });
  const shown = new Set(scenes.flatMap(({ codes }) => codes.map(({ text }) => text)));
  const wanted = [1, 2, 3, 4, 6, 10, 11, 12, 13, 14, 15].map(practiceCode);
  expect(shown).toEqual(new Set([...wanted, unknownPracticeCode()]));
  for (const [index, { codes }] of scenes.entries()) expect(codes.length === 0).toBe(index % 2 === 0);
});
