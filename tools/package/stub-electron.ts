import { chmod, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** What `@electron/fuses` looks for in the binary; the fuses stand behind it. */
const FUSE_SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const FUSE_VERSION = 1;
const FUSE_COUNT = 8;
const FUSES_START_AT = FUSE_SENTINEL.length + 2;

/** Makes a folder that passes for an unpacked Electron, so that packing needs no download. It does not run. */
export async function writeStubElectron(folder: string, version: string): Promise<void> {
  await mkdir(path.join(folder, 'resources'), { recursive: true });
  await mkdir(path.join(folder, 'locales'));
  const binary = Buffer.concat([
    Buffer.from(FUSE_SENTINEL),
    Buffer.from([FUSE_VERSION, FUSE_COUNT]),
    Buffer.from('1'.repeat(FUSE_COUNT)),
  ]);
  await writeFile(path.join(folder, 'electron'), binary);
  await chmod(path.join(folder, 'electron'), 0o755);
  await writeFile(path.join(folder, 'version'), version);
  for (const file of ['LICENSE', 'LICENSES.chromium.html', 'locales/en-US.pak', 'chrome-sandbox']) {
    await writeFile(path.join(folder, file), '');
  }
}

/** The fuses of a packed stub binary, `0` off and `1` on, in `@electron/fuses`' order. */
export function readFuses(binary: Buffer): string {
  const start = binary.indexOf(FUSE_SENTINEL);
  return binary.toString('latin1', start + FUSES_START_AT, start + FUSES_START_AT + FUSE_COUNT);
}
