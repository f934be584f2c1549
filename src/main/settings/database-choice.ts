import type { Settings } from '#shared/settings.ts';

/** The variable that names a gate's database, above the settings file. */
export const DATABASE_URL_VARIABLE = 'ADMIT_ONE_DATABASE_URL';

/** The database that this laptop was told to use, or null when nobody has set one up (then practice may begin). */
export function configuredDatabaseUrl(
  environment: Readonly<Record<string, string | undefined>>,
  settings: Settings,
): string | null {
  const chosen = environment[DATABASE_URL_VARIABLE];
  return chosen !== undefined && chosen !== '' ? chosen : settings.databaseUrl;
}
