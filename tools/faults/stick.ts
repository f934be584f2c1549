import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { mountSmallDisk } from './small-disk.ts';

/** A stick of a test's own: a small disk in memory. */
type Stick = {
  readonly folder: string;
  /** What a hand does: it is gone, whoever still writes to it. */
  readonly pullOut: () => void;
};

/** Plugs one of `size` (`64k`, `8m`) in, works with it, takes it out. Throws where mounting is refused. */
export async function withStick(size: string, work: (stick: Stick) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'admit-one-stick-'));
  try {
    const disk = await mountSmallDisk(folder, size);
    try {
      await work({ folder, pullOut: disk.unmount });
    } finally {
      disk.unmount();
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}
