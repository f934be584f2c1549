import os from 'node:os';
import { median } from '../figures.ts';
import type { BenchConcert } from './bench-concert.ts';
import { renderFilmOfCodes } from './film-of-codes.ts';
import type { KioskProgram } from './kiosk-program.ts';

/** From the start of the kiosk's process until something is there, in milliseconds. */
export type LaunchFigure = {
  /** The gate is ready: its screen is up and its database has answered. */
  readonly readyMs: readonly number[];
  readonly medianReadyMs: number;
  /** The camera gives pictures as well. */
  readonly cameraMs: readonly number[];
  readonly medianCameraMs: number;
  readonly loadAverage: number;
};

const LAUNCHES = 3;

/** Starts the kiosk three times and reads from its own log when it was ready. */
export async function benchLaunch(options: {
  readonly program: KioskProgram;
  readonly concert: BenchConcert;
  readonly onProgress: (sentence: string) => void;
}): Promise<LaunchFigure> {
  const { program, concert, onProgress } = options;
  const film = await renderFilmOfCodes(concert.codes.slice(0, 1), { codeSeconds: 1, emptySeconds: 1 });
  const readyMs: number[] = [];
  const cameraMs: number[] = [];
  try {
    for (let launch = 1; launch <= LAUNCHES; launch += 1) {
      onProgress(`launch ${launch} of ${LAUNCHES} ...`);
      const startedAtMs = Date.now();
      await program.during({ databaseUrl: concert.url, film: film.file }, async (kiosk) => {
        readyMs.push(instantOf(await kiosk.logged('The gate is ready')) - startedAtMs);
        cameraMs.push(instantOf(await kiosk.logged('The camera is live')) - startedAtMs);
      });
    }
  } finally {
    await film.remove();
  }
  return {
    readyMs,
    medianReadyMs: median(readyMs),
    cameraMs,
    medianCameraMs: median(cameraMs),
    loadAverage: os.loadavg()[0] ?? Number.NaN,
  };
}

/** When a line of the log was written, in milliseconds of the wall clock. */
function instantOf(line: string): number {
  const instant = Date.parse(/^\[([^\]]+)\]/u.exec(line)?.[1] ?? '');
  if (Number.isNaN(instant)) throw new Error(`A line of the log without a time: ${line}`);
  return instant;
}
