import { readdir, readFile } from 'node:fs/promises';
import { ROOT } from '../../start/root.ts';

/** Resident memory of a kiosk's processes in bytes; null where the system does not tell by /proc. */
export type ProcessMemory = {
  /** The window's: page, worker and wasm. */
  readonly rendererBytes: number | null;
  /** The main process's. On the stand-in it carries the stand-in too. */
  readonly mainBytes: number | null;
};

type Process = {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
  readonly residentBytes: number;
};

/** Measures the kiosk that this process has started. */
export async function measureKioskProcesses(): Promise<ProcessMemory> {
  const own = descendantsOf(process.pid, await readProcesses());
  const renderers = own.filter(({ command }) => command.includes('--type=renderer'));
  const main = own.filter(
    ({ command, parent }) => parent === process.pid && command.includes(ROOT) && !isGuardian(command),
  );
  // Chromium keeps a spare, empty renderer at hand: the largest is the window's.
  return { rendererBytes: largest(renderers), mainBytes: largest(main) };
}

/** The process that watches over the database server is ours as well. */
function isGuardian(command: string): boolean {
  return command.includes('guardian');
}

function largest(processes: readonly Process[]): number | null {
  return processes.length === 0 ? null : Math.max(...processes.map(({ residentBytes }) => residentBytes));
}

function descendantsOf(pid: number, all: readonly Process[]): Process[] {
  const children = all.filter(({ parent }) => parent === pid);
  return children.flatMap((child) => [child, ...descendantsOf(child.pid, all)]);
}

async function readProcesses(): Promise<Process[]> {
  const entries = await readdir('/proc').catch(() => []);
  const found = await Promise.all(entries.filter((entry) => /^\d+$/u.test(entry)).map(readProcess));
  return found.filter((each) => each !== null);
}

/** One process, or null when it ended meanwhile. */
async function readProcess(pid: string): Promise<Process | null> {
  try {
    const status = await readFile(`/proc/${pid}/status`, 'utf8');
    const field = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'mu').exec(status)?.[1] ?? 0);
    const command = (await readFile(`/proc/${pid}/cmdline`, 'utf8')).replaceAll('\0', ' ');
    return { pid: Number(pid), parent: field('PPid'), command, residentBytes: field('VmRSS') * 1_024 };
  } catch {
    return null;
  }
}
