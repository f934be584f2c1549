import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';

/** A file inside an asar archive: its path with `/`, and its bytes. */
export type ArchivedFile = { readonly path: string; readonly bytes: Uint8Array };

type Entry = {
  readonly files?: Readonly<Record<string, Entry>> | undefined;
  readonly size?: number | undefined;
  readonly offset?: string | undefined;
};
const entrySchema: z.ZodType<Entry> = z.object({
  files: z.lazy(() => z.record(z.string(), entrySchema)).optional(),
  size: z.number().optional(),
  offset: z.string().optional(),
});

/** Where the header's JSON begins: after four 32-bit sizes, the last of them its own. */
const JSON_STARTS_AT = 16;

/** Reads every file of an asar archive. Format: https://github.com/electron/asar#format */
export async function readAsar(file: string): Promise<readonly ArchivedFile[]> {
  const archive = await readFile(file);
  const headerBytes = archive.readUInt32LE(4);
  const jsonBytes = archive.readUInt32LE(12);
  const header = entrySchema.parse(
    JSON.parse(archive.toString('utf8', JSON_STARTS_AT, JSON_STARTS_AT + jsonBytes)),
  );
  // The two sizes before the header are 8 bytes, and offsets count from its end.
  const contentStartsAt = 8 + headerBytes;
  return [...walk(header, '')].map(({ name, offset, size }) => ({
    path: name,
    bytes: archive.subarray(contentStartsAt + offset, contentStartsAt + offset + size),
  }));
}

function* walk(
  entry: Entry,
  name: string,
): Generator<{ readonly name: string; readonly offset: number; readonly size: number }> {
  if (entry.files === undefined) {
    // A file without an offset lies unpacked beside the archive.
    if (entry.offset !== undefined) yield { name, offset: Number(entry.offset), size: entry.size ?? 0 };
    return;
  }
  for (const [child, value] of Object.entries(entry.files)) {
    yield* walk(value, name === '' ? child : `${name}/${child}`);
  }
}

/** Writes the files of an archive under `folder`. */
export async function extractAsar(files: readonly ArchivedFile[], folder: string): Promise<void> {
  for (const { path: name, bytes } of files) {
    const target = path.join(folder, name);
    await mkdir(path.dirname(target), { recursive: true });
    await writeFile(target, bytes);
  }
}
