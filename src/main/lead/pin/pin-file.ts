import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import type { z } from 'zod';

/** What became of reading the PIN's file. */
export type PinFileRead<Wrapped> =
  | { readonly kind: 'none' }
  | { readonly kind: 'read'; readonly wrapped: Wrapped }
  | { readonly kind: 'damaged'; readonly problem: string };

/**
 * Where the wrapped key is. Practice has a PIN of its own: everybody knows it, and a laptop that was practised on must not open
 * with it at the concert.
 */
export function pinPath(folder: string, isPractice: boolean): string {
  return path.join(folder, isPractice ? 'lead-pin-practice.json' : 'lead-pin.json');
}

/**
 * Reads the wrapped key. A file that can't be read is no file that is not there: whoever could spoil it would else choose
 * the PIN anew.
 */
export async function readPinFile<Wrapped>(
  file: string,
  schema: z.ZodType<Wrapped>,
): Promise<PinFileRead<Wrapped>> {
  const damaged = (why: string) => ({
    kind: 'damaged' as const,
    problem: `The PIN’s file ${why}. Set a new PIN with “admit-one pin set --reset”: ${file}`,
  });
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' ? { kind: 'none' } : damaged(`can’t be read (${code ?? 'unknown error'})`);
  }
  try {
    return { kind: 'read', wrapped: schema.parse(JSON.parse(text)) };
  } catch {
    return damaged('is damaged');
  }
}

/**
 * Writes the wrapped key: after a power cut the file is the old one or the new one. Only its owner may read it.
 * @throws the file system's error.
 */
export async function writePinFile(file: string, wrapped: unknown): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFileAtomic(file, `${JSON.stringify(wrapped, null, 2)}\n`, { mode: 0o600 });
}
