import { createSearchKeys } from '#main/emergency/snapshot/search-keys.ts';
import { pinPath, writePinFile } from './pin-file.ts';
import { forgetWrongTries } from './wrong-tries.ts';

/**
 * Gives this laptop a PIN whatever it had before: for practice, and for somebody at the command line whose PIN was forgotten. The key
 * is a new one, so the names that the lead searches are filled in anew from the database.
 * @throws the file system's error.
 */
export async function presetPin(options: {
  readonly folder: string;
  readonly isPractice: boolean;
  readonly pin: string;
}): Promise<void> {
  const { wrapped } = await createSearchKeys(options.pin);
  await writePinFile(pinPath(options.folder, options.isPractice), wrapped);
  await forgetWrongTries(options.folder);
}
