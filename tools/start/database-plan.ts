import { configuredDatabaseUrl } from '#main/settings/database-choice.ts';
import type { SettingsRead } from '#main/settings/settings-file.ts';

/** Which database the kiosk is to have. */
export type DatabasePlan =
  | { readonly kind: 'configured'; readonly url: string }
  | { readonly kind: 'practice' }
  /** Nothing is to be started; `sentence` tells the person why and what to do. */
  | { readonly kind: 'refused'; readonly sentence: string };

type Circumstances = {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly settingsRead: SettingsRead;
  readonly hasDemoCamera: boolean;
};

/** Plans the database before anything is started: the one that this laptop was told to use, else a practice server. */
export function planDatabase({ environment, settingsRead, hasDemoCamera }: Circumstances): DatabasePlan {
  const { settings, problem } = settingsRead;
  const url = configuredDatabaseUrl(environment, settings);
  if (url === null) {
    // A file that can't be read may name a database: a gate on practice data would let in whoever comes.
    return problem === null
      ? { kind: 'practice' }
      : { kind: 'refused', sentence: `${problem}\nUntil then no practice server is started on this laptop.` };
  }
  // The film shows codes of the database that it is made from, and a kiosk that sees them admits them.
  return hasDemoCamera
    ? {
        kind: 'refused',
        sentence:
          '--demo-camera works on the practice database only: on this laptop’s own it would use up real tickets. Start without it, or take the database out of the settings and of ADMIT_ONE_DATABASE_URL.',
      }
    : { kind: 'configured', url };
}
