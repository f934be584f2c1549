import { mkdirSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * `app.requestSingleInstanceLock()`: a file in the user-data folder holds the first process's id. A second process touches the
 * file beside it, which the first watches.
 */
export function requestInstanceLock(folder: string, onSecond: () => void): boolean {
  mkdirSync(folder, { recursive: true });
  const lock = path.join(folder, 'stand-in.lock');
  const knock = path.join(folder, 'stand-in.knock');
  if (isHeld(lock)) {
    writeFileSync(knock, String(process.pid));
    return false;
  }
  writeFileSync(lock, String(process.pid));
  writeFileSync(knock, '');
  const watcher = watch(knock, () => {
    if (readFileSync(knock, 'utf8') !== '') {
      writeFileSync(knock, '');
      onSecond();
    }
  });
  watcher.unref();
  process.on('exit', () => rmSync(lock, { force: true }));
  return true;
}

function isHeld(lock: string): boolean {
  try {
    const owner = Number(readFileSync(lock, 'utf8'));
    process.kill(owner, 0);
    return owner !== process.pid;
  } catch {
    // No lock, or its process is gone.
    return false;
  }
}
