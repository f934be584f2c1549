import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import path from 'node:path';
import type { PowerSource } from '#shared/gate-health.ts';

/** What a gate's laptop says of itself. */
export type Laptop = {
  /** What feeds it; null where the system does not tell. */
  readonly power: () => PowerSource | null;
  /** What is free where the gate keeps its files; null where the disk does not tell. Never rejects, but a disk may hang. */
  readonly freeDiskBytes: () => Promise<number | null>;
};

/** A laptop as Node sees it. `findPower` where somebody knows better what feeds it: Electron does, on every system. */
export function openLaptop(
  folder: string,
  findPower: () => PowerSource | null = () => readPowerSupplies(),
): Laptop {
  return {
    power: findPower,
    async freeDiskBytes() {
      try {
        const { bavail, bsize } = await statfs(folder);
        return bavail * bsize;
      } catch {
        return null;
      }
    },
  };
}

/** Where Linux lists what could feed this computer. */
const POWER_SUPPLIES = '/sys/class/power_supply';

/**
 * Reads what feeds this computer off Linux's list; null elsewhere, and where it has no battery.
 * Source: Linux, Documentation/ABI/testing/sysfs-class-power.
 */
export function readPowerSupplies(root = POWER_SUPPLIES): PowerSource | null {
  if (!existsSync(root)) return null;
  const supplies = readdirSync(root).map((name) => readSupply(path.join(root, name)));
  if (supplies.some(({ isPlug, isOnline }) => isPlug && isOnline)) return 'mains';
  // A mouse's battery is listed too, and is no concern of a gate's.
  return supplies.some(({ isBattery }) => isBattery) ? 'battery' : null;
}

type Supply = { readonly isPlug: boolean; readonly isOnline: boolean; readonly isBattery: boolean };

function readSupply(folder: string): Supply {
  const type = readWord(folder, 'type');
  return {
    isPlug: type === 'Mains' || type === 'USB',
    isOnline: readWord(folder, 'online') === '1',
    isBattery: type === 'Battery' && readWord(folder, 'scope') !== 'Device',
  };
}

/** A supply that was unplugged a moment ago has no files any more. */
function readWord(folder: string, file: string): string {
  try {
    return readFileSync(path.join(folder, file), 'utf8').trim();
  } catch {
    return '';
  }
}
