import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { processStamp } from './processes.ts';

const POLL_MS = 100;
const PATIENCE_MS = 180_000;

/**
 * Runs `work` while no other process works on `folder`: two starts at once would each take the other's data directory for a
 * damaged one. The lock of a process that has died is taken over.
 */
export async function whileLocked<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const file = path.join(folder, 'starting.lock');
  const end = performance.now() + PATIENCE_MS;
  while (!(await tryLock(file))) {
    if (performance.now() > end) throw new Error(`Another start holds ${file}; remove it if there is none.`);
    await delay(POLL_MS);
  }
  try {
    return await work();
  } finally {
    await rm(file, { force: true });
  }
}

async function tryLock(file: string): Promise<boolean> {
  try {
    await writeFile(file, JSON.stringify({ pid: process.pid, stamp: await processStamp(process.pid) }), {
      flag: 'wx',
    });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const text = await readFile(file, 'utf8').catch(() => '');
  // Empty for the moment between its creation and its first write.
  if (text !== '' && !(await isHeld(text))) await rm(file, { force: true });
  return false;
}

/** In a container that was started again a process id soon belongs to somebody else, even to us: the stamp tells. */
async function isHeld(text: string): Promise<boolean> {
  const { pid, stamp } = JSON.parse(text) as { readonly pid: number; readonly stamp: string };
  return isAlive(pid) && (await processStamp(pid)) === stamp;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
