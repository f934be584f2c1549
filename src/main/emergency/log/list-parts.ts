import type { LogDisk } from './log-disk.ts';
import { readPartFileName } from './part-file-name.ts';

/** The parts of a gate's log of a concert that are in `folder`, in their order. */
export async function listParts(
  disk: LogDisk,
  folder: string,
  gateId: string,
  concertId: number,
): Promise<{ readonly fileName: string; readonly part: number }[]> {
  const fileNames = await disk.list(folder).catch(() => []);
  return fileNames
    .flatMap((fileName) => {
      const name = readPartFileName(fileName);
      return name?.gateId === gateId && name.concertId === concertId ? [{ fileName, part: name.part }] : [];
    })
    .toSorted((a, b) => a.part - b.part);
}
