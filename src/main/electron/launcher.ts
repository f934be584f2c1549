/** How soon the kiosk notices that its launcher is gone, in milliseconds. */
const LOOK_EVERY_MS = 1_000;

type LauncherOptions = {
  /** The process id of the launcher, or null where the system started the kiosk. */
  readonly launcherPid: number | null;
  /** Of the whole process: its parent's id, and the system's word on whether another process is there. */
  readonly process: Pick<NodeJS.Process, 'ppid' | 'kill'>;
  readonly quit: () => void;
};

/**
 * Ends the kiosk when the launcher that started it is gone, even one that was killed: a practice kiosk whose server has died
 * with its launcher would only fill the screen. Asked of the system and not of standard input, which on Windows is at its
 * end from the start under Electron.
 */
export function setUpLauncher({ launcherPid, process, quit }: LauncherOptions): void {
  if (launcherPid === null) return;
  const parentPid = process.ppid;
  const look = setInterval(() => {
    // A dead launcher that nobody has buried still has its id, and its children have another parent. Windows keeps the old
    // parent's id for ever, and knows no unburied dead.
    if (process.ppid === parentPid && isRunning(launcherPid, process)) return;
    clearInterval(look);
    quit();
  }, LOOK_EVERY_MS);
  look.unref();
}

function isRunning(pid: number, system: Pick<NodeJS.Process, 'kill'>): boolean {
  try {
    return system.kill(pid, 0);
  } catch (error) {
    // It is there and belongs to somebody else.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
