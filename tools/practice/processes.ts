import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);
const POLL_MS = 25;
const READS_AT_MOST = 20;

/** Field 22 of `stat`, counted from the third, the state. */
const START_TIME = 19;

/**
 * Tells whether process `pid` is alive and has `mark` in its command line. A process id alone proves nothing: after a crash or a
 * reboot it belongs to a stranger, who must never get our signals.
 */
export async function isProcessOf(pid: number, mark: string): Promise<boolean> {
  if (!Number.isSafeInteger(pid) || pid <= 1) return false;
  for (let reads = 0; reads < READS_AT_MOST; reads += 1) {
    const line = await commandLine(pid);
    if (line !== '' || (await isEnded(pid))) return line.includes(mark);
    // Linux shows no command line for the moment in which a process becomes another program (a wrapper's `exec`).
    await delay(POLL_MS);
  }
  return false;
}

/**
 * When process `pid` began, in the system's own count: with the id it names one process for ever. Empty where the system
 * does not tell, and for a process that is gone.
 */
export async function processStamp(pid: number): Promise<string> {
  return (await statOf(pid))[START_TIME] ?? '';
}

/** The fields of Linux's `stat` after the program's name, which may hold anything. */
async function statOf(pid: number): Promise<string[]> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

/** True for a process that is gone, or that has ended and only waits for its parent to take note. */
async function isEnded(pid: number): Promise<boolean> {
  if (process.platform !== 'linux') return true;
  const [state = ''] = await statOf(pid);
  return state === '' || state === 'Z' || state === 'X';
}

async function commandLine(pid: number): Promise<string> {
  try {
    if (process.platform === 'linux') return await readFile(`/proc/${pid}/cmdline`, 'utf8');
    if (process.platform === 'win32') {
      const query = `(Get-CimInstance Win32_Process -Filter "ProcessId=${pid}").CommandLine`;
      return (await run('powershell', ['-NoProfile', '-Command', query])).stdout;
    }
    return (await run('ps', ['-ww', '-p', String(pid), '-o', 'command='])).stdout;
  } catch {
    return '';
  }
}

/** Waits until process `pid` with `mark` is gone; false when it is still there after `withinMs`. */
export async function waitUntilGone(pid: number, mark: string, withinMs: number): Promise<boolean> {
  const end = performance.now() + withinMs;
  while (await isProcessOf(pid, mark)) {
    if (performance.now() > end) return false;
    await delay(POLL_MS);
  }
  return true;
}

/** Ends process `pid` if it is the one with `mark`: SIGTERM, then SIGKILL when it is still there after `graceMs`. */
export async function endProcess(pid: number, mark: string, graceMs: number): Promise<void> {
  if (!(await isProcessOf(pid, mark))) return;
  signal(pid, 'SIGTERM');
  if (await waitUntilGone(pid, mark, graceMs)) return;
  signal(pid, 'SIGKILL');
  if (!(await waitUntilGone(pid, mark, graceMs))) throw new Error(`Process ${pid} could not be ended.`);
}

/** Sends a signal; a process that has ended in the meantime is no error. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
