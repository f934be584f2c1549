import { randomBytes } from 'node:crypto';
import { timeInFileName } from '#shared/local-time.ts';

const PREFIX = 'admit_one_rehearsal_';

/** A name that needs no quoting and fits the servers' limit. */
const NAME = /^\w{1,64}$/u;

/** The pattern of the databases that rehearsals make for themselves, as SQL's LIKE and as GRANT want it. */
export const REHEARSAL_NAMES = `${PREFIX.replaceAll('_', '\\_')}%`;

/** The name of a rehearsal's own database: by the clock, and unlike that of one that begins in the same second. */
export function newRehearsalName(now: Date): string {
  return `${PREFIX}${timeInFileName(now).replaceAll(/\D/gu, '_')}_${randomBytes(2).toString('hex')}`;
}

/** Whether a rehearsal may have made this database for itself. */
export function isRehearsalName(name: string): boolean {
  return name.startsWith(PREFIX) && NAME.test(name);
}

/** Whether a name may stand in a statement as it is. */
export function isPlainName(name: string): boolean {
  return NAME.test(name);
}
