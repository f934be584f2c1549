import { createHash } from 'node:crypto';
import { copyFileSync, readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { z } from 'zod';
import { SentenceError } from '#shared/sentence-error.ts';
import { DEFAULT_SETTINGS, SETTINGS_VERSION, settingsSchema, type Settings } from '#shared/settings.ts';
import { describeError } from '#main/log/describe-error.ts';
import type { Logger } from '#main/log/logger.ts';

/** What became of the settings file when it was read. */
export type SettingsRead = {
  readonly settings: Settings;
  /** A sentence for a person when the file could not be used; null when it could, or when there was none. */
  readonly problem: string | null;
};

/** Settings of a newer program must neither be guessed at nor put aside. */
export class NewerSettingsError extends SentenceError {
  override readonly name = 'NewerSettingsError';
}

/** Where the settings of a user-data folder are. */
export function settingsPath(folder: string): string {
  return path.join(folder, 'settings.json');
}

/**
 * Reads a gate's settings. Of a damaged file the fields that can be read are kept and the rest are defaults: a gate must
 * come up, and a slip of the pen in one field must not make it another gate. The file stays where it is, so that the
 * problem is reported at every start until a person has mended it; a copy is put aside.
 * @throws {NewerSettingsError} for a file of a newer version.
 */
export function readSettings(folder: string, log: Logger): SettingsRead {
  const file = settingsPath(folder);
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return { settings: DEFAULT_SETTINGS, problem: null };
    return report(
      log,
      DEFAULT_SETTINGS,
      `The settings file cannot be read (${code ?? 'unknown error'}): ${file}`,
    );
  }
  const parsed = parseSettings(text);
  if (parsed.ok) return { settings: parsed.settings, problem: null };
  putAside(file, text, log);
  return report(
    log,
    parsed.settings,
    `The settings file is damaged (${parsed.reason}): mend it, or delete it to begin anew: ${file}`,
  );
}

function report(log: Logger, settings: Settings, problem: string): SettingsRead {
  log.error(problem);
  return { settings, problem };
}

/** Keeps a copy of a damaged file under a name that is the same for the same text. */
function putAside(file: string, text: string, log: Logger): void {
  const mark = createHash('sha256').update(text).digest('hex').slice(0, 8);
  try {
    copyFileSync(file, `${file}.damaged-${mark}`);
  } catch (error) {
    log.warn('The damaged settings file could not be copied', describeError(error));
  }
}

/** Writes a gate's settings: after a power cut the file is the old one or the new one. Only its owner may read it. */
export async function writeSettings(folder: string, settings: Settings): Promise<void> {
  await mkdir(folder, { recursive: true });
  const text = `${JSON.stringify(settingsSchema.parse(settings), null, 2)}\n`;
  await writeFileAtomic(settingsPath(folder), text, { mode: 0o600 });
}

type ParsedSettings =
  | { readonly ok: true; readonly settings: Settings }
  | { readonly ok: false; readonly settings: Settings; readonly reason: string };

function parseSettings(text: string): ParsedSettings {
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\uFEFF/u, ''));
  } catch {
    return { ok: false, settings: DEFAULT_SETTINGS, reason: 'it is not JSON' };
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
  return { ok: false, settings: keepReadable(json), reason };
}

/** The fields that can be read, each by itself; defaults for the others. */
function keepReadable(json: unknown): Settings {
  const object = z.record(z.string(), z.unknown()).safeParse(json);
  if (!object.success) return DEFAULT_SETTINGS;
  const readable = Object.entries(settingsSchema.shape).filter(
    ([field, schema]) => field in object.data && schema.safeParse(object.data[field]).success,
  );
  return settingsSchema.parse(Object.fromEntries(readable.map(([field]) => [field, object.data[field]])));
}
