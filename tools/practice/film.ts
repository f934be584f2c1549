import { open } from 'node:fs/promises';
import path from 'node:path';
import { drawScene } from './film/frames.ts';
import { encodeJpeg } from './film/jpeg.ts';
import { drawRoom } from './film/room.ts';
import type { FilmScene } from './film/scenes.ts';
import type { YuvPicture } from './film/yuv.ts';

export { demoScenes, type FilmCode, type FilmScene } from './film/scenes.ts';

export type FilmWish = {
  readonly scenes: readonly FilmScene[];
  /** Its ending chooses the format: `.mjpeg` (small) or `.y4m` (raw, without loss). */
  readonly out: string;
  readonly width?: number;
  readonly height?: number;
  /** For `.y4m`; Chromium plays an `.mjpeg` at 30 whatever it holds. */
  readonly framesPerSecond?: number;
};

const MJPEG_FRAMES_PER_SECOND = 30;
const USUAL_FRAMES_PER_SECOND = 5;
const JPEG_QUALITY = 78;

/** How often the hand moves. */
const MOVES_PER_SECOND = 5;

/**
 * Writes a film for Chromium's `--use-file-for-fake-video-capture`, which plays it over and over as a camera's picture. Throws
 * for another ending and for sides that are not even.
 */
export async function renderFilm(wish: FilmWish): Promise<void> {
  const { scenes, out, width = 1280, height = 720 } = wish;
  if (width % 16 !== 0 || height % 16 !== 0)
    throw new Error('A film’s width and height are multiples of 16.');
  const format = formatOf(wish);
  const room = drawRoom(width, height);
  const empty = drawScene({ codes: [], seconds: 0 }, room).map(format.encode);
  const file = await open(out, 'w');
  try {
    await file.write(format.header(width, height));
    for (const scene of scenes) {
      const pictures = scene.codes.length === 0 ? empty : drawScene(scene, room).map(format.encode);
      const frames = Math.round(scene.seconds * format.framesPerSecond);
      for (let frame = 0; frame < frames; frame += 1) {
        const move = Math.floor((frame * MOVES_PER_SECOND) / format.framesPerSecond);
        await file.write(pictures[move % pictures.length] ?? new Uint8Array());
      }
    }
  } finally {
    await file.close();
  }
}

type Format = {
  readonly framesPerSecond: number;
  readonly header: (width: number, height: number) => Uint8Array;
  readonly encode: (picture: YuvPicture) => Uint8Array;
};

function formatOf({ out, framesPerSecond = USUAL_FRAMES_PER_SECOND }: FilmWish): Format {
  const ending = path.extname(out);
  if (ending === '.mjpeg') {
    return {
      framesPerSecond: MJPEG_FRAMES_PER_SECOND,
      header: () => new Uint8Array(),
      encode: (picture) => encodeJpeg(picture, JPEG_QUALITY),
    };
  }
  if (ending !== '.y4m') throw new Error(`A film ends in .y4m or .mjpeg, not in “${ending}”.`);
  return {
    framesPerSecond,
    header: (width, height) =>
      Buffer.from(`YUV4MPEG2 W${width} H${height} F${framesPerSecond}:1 Ip A1:1 C420jpeg\n`, 'latin1'),
    encode: ({ y, u, v }) => Buffer.concat([Buffer.from('FRAME\n', 'latin1'), ...[y, u, v].map(bytesOf)]),
  };
}

function bytesOf(plane: Uint8ClampedArray): Uint8Array {
  return new Uint8Array(plane.buffer, plane.byteOffset, plane.length);
}
