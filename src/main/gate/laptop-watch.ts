import type { PowerSource } from '#shared/gate-health.ts';
import type { Laptop } from './laptop.ts';

/** What is known of the laptop now, without waiting for its disk. */
export type LaptopWatch = {
  readonly power: () => PowerSource | null;
  /** By the last look; null before the first, and while the disk does not answer. */
  readonly freeDiskBytes: () => number | null;
  readonly close: () => void;
};

const LOOK_EVERY_MS = 60_000;

/** Looks at the disk at once, and then once a minute. */
export function watchLaptop(laptop: Laptop, lookEveryMs = LOOK_EVERY_MS): LaptopWatch {
  let freeDiskBytes: number | null = null;
  let isLooking = false;

  async function look(): Promise<void> {
    // A disk that hangs is not asked again meanwhile: each question would hold one of the few threads that write the log.
    if (isLooking) {
      freeDiskBytes = null;
      return;
    }
    isLooking = true;
    freeDiskBytes = await laptop.freeDiskBytes();
    isLooking = false;
  }

  void look();
  const timer = setInterval(() => void look(), lookEveryMs);
  return {
    power: laptop.power,
    freeDiskBytes: () => freeDiskBytes,
    close: () => clearInterval(timer),
  };
}
