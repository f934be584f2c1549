import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { type FilmScene, renderFilm } from '../../practice/film.ts';

/** Chromium plays an `.mjpeg` at this pace. */
export const FILM_FRAMES_PER_SECOND = 30;

export type BenchFilm = {
  readonly file: string;
  readonly seconds: number;
  readonly codes: readonly string[];
  readonly remove: () => Promise<void>;
};

type FilmMeasures = {
  /** How long each ticket is there. */
  readonly codeSeconds: number;
  /** How long the room is empty before it. */
  readonly emptySeconds: number;
  /** Pixels of a frame; multiples of 16. */
  readonly width?: number;
  readonly height?: number;
};

/** Renders a film in which one ticket comes after another. */
export async function renderFilmOfCodes(
  codes: readonly string[],
  { codeSeconds, emptySeconds, width = 1_280, height = 720 }: FilmMeasures,
): Promise<BenchFilm> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'admit-one-bench-film-'));
  const file = path.join(folder, 'tickets.mjpeg');
  const scenes = codes.flatMap((text, index): FilmScene[] => [
    { codes: [], seconds: emptySeconds },
    { codes: [{ text, style: index % 2 === 0 ? 'paper' : 'phone' }], seconds: codeSeconds },
  ]);
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    await renderFilm({ scenes, out: file, width, height });
  } catch (error) {
    await remove();
    throw error;
  }
  return { file, seconds: codes.length * (codeSeconds + emptySeconds), codes, remove };
}
