import { wrappedSearchKeySchema } from '#main/emergency/snapshot/search-keys.ts';
import { pinPath, readPinFile } from './pin-file.ts';

/**
 * The public half of the key that the PIN opens; null while no PIN is chosen or its file can't be read. Whoever fills the snapshot asks
 * again and again: the PIN may be chosen on another screen or at the command line.
 */
export async function readSearchPublicKey(folder: string, isPractice: boolean): Promise<string | null> {
  const file = await readPinFile(pinPath(folder, isPractice), wrappedSearchKeySchema);
  return file.kind === 'read' ? file.wrapped.publicKey : null;
}
