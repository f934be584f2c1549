import { readFileSync, renameSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { z } from 'zod';
import { DEFAULT_SETTINGS, SETTINGS_VERSION, settingsSchema, type Settings } from '#shared/settings.ts';
import type { Logger } from '#main/log/logger.ts';

/** What became of the settings file when it was read. */
export type SettingsRead = {
  readonly settings: Settings;
  /** A sentence for a person when the file could not be used; null when it could, or when there was none. */
  readonly problem: string | null;
};

/** Settings of a newer program must neither be guessed at nor put aside. */
export class NewerSettingsError extends Error {
  override readonly name = 'NewerSettingsError';
}

/** Where the settings of a user-data folder are. */
export function settingsPath(folder: string): string {
  return path.join(folder, 'settings.json');
}

/**
 * Reads a gate's settings. A damaged file is put aside under a name with the time, reported, and defaults are used: a gate
 * must come up. A file that can't be read at all (permissions) is left where it is.
 * @throws {NewerSettingsError} for a file of a newer version.
 */
export function readSettings(folder: string, log: Logger, now: Date = new Date()): SettingsRead {
  const file = settingsPath(folder);
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT')
      return { settings: DEFAULT_SETTINGS, problem: null };
    const problem = `The settings file cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown error'}): ${file}. Defaults are used.`;
    log.error(problem);
    return { settings: DEFAULT_SETTINGS, problem };
  }
  const parsed = parseSettings(text);
  if (parsed.ok) return { settings: parsed.settings, problem: null };
  const aside = `${file}.damaged-${now.toISOString().replaceAll(':', '-')}`;
  renameSync(file, aside);
  const problem = `The settings file is damaged (${parsed.reason}). It was put aside as ${path.basename(aside)}, and defaults are used.`;
  log.error(problem);
  return { settings: DEFAULT_SETTINGS, problem };
}

/** Writes a gate's settings: after a power cut the file is the old one or the new one. Only its owner may read it. */
export async function writeSettings(folder: string, settings: Settings): Promise<void> {
  await mkdir(folder, { recursive: true });
  const text = `${JSON.stringify(settingsSchema.parse(settings), null, 2)}\n`;
  await writeFileAtomic(settingsPath(folder), text, { mode: 0o600 });
}

function parseSettings(
  text: string,
): { readonly ok: true; readonly settings: Settings } | { readonly ok: false; readonly reason: string } {
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\uFEFF/u, ''));
  } catch {
    return { ok: false, reason: 'it is not JSON' };
  }
  const version = z.object({ version: z.number() }).safeParse(json);
  if (version.success && version.data.version > SETTINGS_VERSION) {
    throw new NewerSettingsError(
      `The settings file was written by a newer version of Admit One (${version.data.version}): update this program.`,
    );
  }
  const parsed = settingsSchema.safeParse(json);
  if (parsed.success) return { ok: true, settings: parsed.data };
  // Messages of the schema name the field and the rule, never the value: a value may be a password.
  const reason = parsed.error.issues
    .map((issue) => `${issue.path.join('.') || 'file'}: ${issue.message}`)
    .join('; ');
  return { ok: false, reason };
}
