import { openBenchConcert } from './bench-concert.ts';
import { benchLaunch, type LaunchFigure } from './bench-launch.ts';
import { benchMemory, type MemoryFigure } from './bench-memory.ts';
import { benchScans, type ScanFigure } from './bench-scans.ts';
import { browserOf, type KioskProgram, readyKiosk } from './kiosk-program.ts';

/** What was measured in the running kiosk. */
export type KioskBench = {
  /** The stand-in's IPC and its start are its own: figures of the two are not to be compared. */
  readonly runtime: KioskProgram['runtime'];
  readonly browser: string;
  readonly server: string;
  readonly scans: readonly ScanFigure[] | null;
  readonly launch: LaunchFigure | null;
  readonly memory: MemoryFigure | null;
};

/** An hour of frames fits into this on two idle cores; a slower machine reads fewer, and says so. */
const MEMORY_WITHIN_MS = 270_000;

/** Measures the kiosk as it runs, with a film for its camera and a private server of its own. */
export async function benchKiosk(options: {
  readonly hasScans: boolean;
  readonly hasLaunchAndMemory: boolean;
  readonly onProgress: (sentence: string) => void;
}): Promise<KioskBench> {
  const { hasScans, hasLaunchAndMemory, onProgress } = options;
  const program = await readyKiosk(onProgress);
  const concert = await openBenchConcert(onProgress);
  const parts = { program, concert, onProgress };
  try {
    return {
      runtime: program.runtime,
      // This launch also brings the program from the disk into memory: the ones that are measured find it there.
      browser: await program.during({ databaseUrl: concert.url, film: null }, browserOf),
      server: concert.server,
      scans: hasScans ? await benchScans(parts) : null,
      launch: hasLaunchAndMemory ? await benchLaunch(parts) : null,
      memory: hasLaunchAndMemory ? await benchMemory({ ...parts, withinMs: MEMORY_WITHIN_MS }) : null,
    };
  } finally {
    await concert.stop();
  }
}
