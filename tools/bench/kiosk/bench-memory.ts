import os from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import type { BenchConcert } from './bench-concert.ts';
import { countFrames, feedFramesFast } from './fast-frames.ts';
import { FILM_FRAMES_PER_SECOND, renderFilmOfCodes } from './film-of-codes.ts';
import { openHeapLook } from './heap-use.ts';
import type { KioskProgram } from './kiosk-program.ts';
import { growingParts, type MemorySample } from './memory-growth.ts';
import { measureKioskProcesses } from './process-memory.ts';

export type MemoryFigure = {
  /** The first is taken after the warm-up; frames are counted from there. */
  readonly samples: readonly MemorySample[];
  /** Parts that have grown; none when memory is flat. */
  readonly growing: readonly string[];
  readonly frameSize: string;
  readonly framesPerSecond: number;
  /** True when an hour's worth of frames was read in the time that there was. */
  readonly isWholeHour: boolean;
  readonly loadAverage: number;
};

/** What a camera gives in an hour. */
const HOUR_OF_FRAMES = 3_600 * FILM_FRAMES_PER_SECOND;
/** The heaps grow to their working size, and the code is compiled, within the first frames. */
const WARM_UP_FRAMES = 3_000;
const SAMPLES = 6;
/** A quarter of a gate's picture, so that an hour of them fits into minutes; what leaks by the frame shows all the same. */
const FRAME = { width: 640, height: 352 };
/** Scans enough for a gate's whole night come by too. */
const SCENES = { codeSeconds: 0.7, emptySeconds: 0.3 };
const CODES_IN_FILM = 60;
const LOOK_EVERY_MS = 250;

/** Reads frames as fast as the decoder takes them, an hour's worth or as many as `withinMs` allows. */
export async function benchMemory(options: {
  readonly program: KioskProgram;
  readonly concert: BenchConcert;
  readonly withinMs: number;
  readonly onProgress: (sentence: string) => void;
}): Promise<MemoryFigure> {
  const { program, concert, withinMs, onProgress } = options;
  await concert.makeUnused();
  const film = await renderFilmOfCodes(concert.codes.slice(0, CODES_IN_FILM), {
    ...SCENES,
    ...FRAME,
  });
  try {
    return await program.during({ databaseUrl: concert.url, film: film.file }, async (kiosk) => {
      await kiosk.logged('The gate is ready');
      const page = await kiosk.window();
      await feedFramesFast(page);
      await page.reload();
      const look = await openHeapLook(page);
      let first = 0;
      const sample = async (): Promise<MemorySample> => ({
        frames: (await countFrames(page)) - first,
        ...(await look.measure()),
        ...(await measureKioskProcesses()),
      });
      const reached = async (frames: number, endMs: number): Promise<boolean> => {
        while ((await countFrames(page)) < frames) {
          if (performance.now() > endMs) return false;
          await pause(LOOK_EVERY_MS);
        }
        return true;
      };
      onProgress('memory: warming up ...');
      if (!(await reached(WARM_UP_FRAMES, performance.now() + withinMs)))
        throw new Error('The kiosk reads no frames.');
      first = await countFrames(page);
      const startedAt = performance.now();
      const samples = [await sample()];
      for (let number = 1; number < SAMPLES; number += 1) {
        const share = number / (SAMPLES - 1);
        await reached(first + HOUR_OF_FRAMES * share, startedAt + withinMs * share);
        const taken = await sample();
        samples.push(taken);
        onProgress(`memory: ${taken.frames} of ${HOUR_OF_FRAMES} frames`);
      }
      const frames = samples.at(-1)?.frames ?? 0;
      await look.close();
      return {
        samples,
        growing: growingParts(samples),
        frameSize: `${FRAME.width} x ${FRAME.height}`,
        framesPerSecond: (frames / (performance.now() - startedAt)) * 1_000,
        isWholeHour: frames >= HOUR_OF_FRAMES,
        loadAverage: os.loadavg()[0] ?? Number.NaN,
      };
    });
  } finally {
    await film.remove();
  }
}
