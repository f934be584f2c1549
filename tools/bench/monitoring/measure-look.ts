import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { setTimeout as wait } from 'node:timers/promises';
import { openSessionPool } from '#main/database/session-pool.ts';
import { openNightWatch } from '#main/monitoring/night/night-watch.ts';
import { silentLog } from '../../practice/silent-log.ts';
import { summarise, type Times } from '../figures.ts';

/** What a watch costs its own process. */
export type LookFigures = {
  readonly firstLookMs: number;
  /** The longest time in which nothing else got its turn, while the first look read everything. */
  readonly longestBlockMs: number;
  readonly looks: Times;
  /** Of processor time, for a later look: whatever else the machine does. */
  readonly processorMsALook: number;
  /** What the watch keeps, after its first look. */
  readonly heapBytes: number;
};

const LOOKS = 40;
const PAUSE_MS = 100;

/** Opens a watch on a night that is long already, and looks again and again. */
export async function measureLook(url: string): Promise<LookFigures> {
  const collectGarbage = exposeGarbageCollector();
  const settleHeap = async (): Promise<number> => {
    // What is only freed after something else was is freed the second time.
    for (let times = 0; times < 3; times += 1) {
      collectGarbage();
      await wait(PAUSE_MS);
    }
    return process.memoryUsage().heapUsed;
  };
  const pool = openSessionPool({ url, log: silentLog });
  const watch = openNightWatch({ pool, concertId: null, log: silentLog });
  const heapBefore = await settleHeap();
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const startedAtMs = performance.now();
  await watch.look();
  const firstLookMs = performance.now() - startedAtMs;
  delay.disable();
  const heapBytes = (await settleHeap()) - heapBefore;
  const times: number[] = [];
  let processorMs = 0;
  for (let look = 0; look < LOOKS; look += 1) {
    await wait(PAUSE_MS);
    const usedBefore = process.cpuUsage();
    const beganAtMs = performance.now();
    await watch.look();
    times.push(performance.now() - beganAtMs);
    const used = process.cpuUsage(usedBefore);
    processorMs += (used.user + used.system) / 1_000;
  }
  await pool.close();
  return {
    firstLookMs,
    longestBlockMs: delay.max / 1e6,
    looks: summarise(times),
    processorMsALook: processorMs / LOOKS,
    heapBytes,
  };
}

function exposeGarbageCollector(): () => void {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as () => void;
}
