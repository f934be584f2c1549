import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

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
    await writeFile(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const holder = Number.parseInt(await readFile(file, 'utf8').catch(() => ''), 10);
  // Empty for the moment between its creation and its first write.
  if (Number.isNaN(holder) || isAlive(holder)) return false;
  await rm(file, { force: true });
  return false;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
