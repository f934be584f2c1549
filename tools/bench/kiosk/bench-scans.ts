import os from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import type { KioskApp } from '../../../e2e/fixtures/kiosk-app.ts';
import { summarise, type Times } from '../figures.ts';
import type { BenchConcert } from './bench-concert.ts';
import { startBusyGates } from './busy-gates.ts';
import { renderFilmOfCodes } from './film-of-codes.ts';
import type { KioskProgram } from './kiosk-program.ts';
import { clearScanMarks, readScanMarks, type ScanMarks, timeIpc } from './scan-marks.ts';

/** From the frame that shows a code to its verdict on the screen, in one setting. */
export type ScanFigure = {
  readonly setting: string;
  /** Attempts that other gates had answered meanwhile, a second. */
  readonly othersPerSecond: number;
  readonly frameToVerdict: Times;
  /** Where it goes. */
  readonly frameToCode: Times;
  readonly codeToAnswer: Times;
  readonly answerToPainted: Times;
  /** One call over IPC and back that asks for nothing from the database: a part of `codeToAnswer`. */
  readonly ipc: Times;
  /** Of the last minute, at the end. */
  readonly loadAverage: number;
};

/** Longer than a verdict must be seen: a slow answer does not hold the next ones back. */
const CODE_SECONDS = 1.2;
const CODES_IN_FILM = 40;
const OTHER_GATES = 9;
/** The camera, the decoder's compiler and the pool need a moment; a gate has it before the doors open. */
const WARM_UP_MS = 6_000;
const IPC_EVERY_MS = 1_000;

const SETTINGS = [
  { name: 'one gate', others: 0, pauseMs: 0 },
  // Two guests a second at each gate: 2,000 are in after two minutes, and no door is that wide.
  { name: 'ten gates, two scans a second each', others: OTHER_GATES, pauseMs: 500 },
  { name: 'ten gates, without a pause', others: OTHER_GATES, pauseMs: 0 },
] as const;

/** Films many tickets, one after another, and reads the marks that the scan screen leaves. */
export async function benchScans(options: {
  readonly program: KioskProgram;
  readonly concert: BenchConcert;
  readonly onProgress: (sentence: string) => void;
}): Promise<ScanFigure[]> {
  const { program, concert, onProgress } = options;
  onProgress('rendering the film ...');
  const film = await renderFilmOfCodes(concert.codes.slice(0, CODES_IN_FILM), {
    codeSeconds: CODE_SECONDS,
    emptySeconds: 0,
  });
  try {
    return await program.during({ databaseUrl: concert.url, film: film.file }, async (kiosk) => {
      await kiosk.logged('The camera is live');
      await pause(WARM_UP_MS);
      const figures: ScanFigure[] = [];
      for (const { name, others, pauseMs } of SETTINGS) {
        onProgress(`${name}: ${film.seconds} seconds of film ...`);
        const measured = await measure(kiosk, concert, { others, pauseMs, seconds: film.seconds });
        figures.push({ setting: name, ...measured });
      }
      return figures;
    });
  } finally {
    await film.remove();
  }
}

async function measure(
  kiosk: KioskApp,
  concert: BenchConcert,
  wish: { readonly others: number; readonly pauseMs: number; readonly seconds: number },
): Promise<Omit<ScanFigure, 'setting'>> {
  await concert.makeUnused();
  const page = await kiosk.window();
  const others = await startBusyGates({
    count: wish.others,
    pauseMs: wish.pauseMs,
    databaseUrl: concert.url,
    codes: concert.codes.slice(CODES_IN_FILM),
  });
  const startedAt = performance.now();
  const ipcMs: number[] = [];
  let answered = 0;
  let elapsedMs = 0;
  let scans: ScanMarks[] = [];
  try {
    await clearScanMarks(page);
    while (performance.now() - startedAt < wish.seconds * 1_000) {
      await pause(IPC_EVERY_MS);
      ipcMs.push(await timeIpc(page));
    }
    scans = await readScanMarks(page);
    elapsedMs = performance.now() - startedAt;
  } finally {
    answered = await others.stop();
  }
  if (scans.length === 0) throw new Error('The kiosk read no code from the film.');
  return {
    othersPerSecond: (answered / elapsedMs) * 1_000,
    frameToVerdict: summarise(scans.map((scan) => scan.verdictPainted - scan.frameShown)),
    frameToCode: summarise(scans.map((scan) => scan.codeRead - scan.frameShown)),
    codeToAnswer: summarise(scans.map((scan) => scan.answered - scan.codeRead)),
    answerToPainted: summarise(scans.map((scan) => scan.verdictPainted - scan.answered)),
    ipc: summarise(ipcMs),
    loadAverage: os.loadavg()[0] ?? Number.NaN,
  };
}
