import { z } from 'zod';

/** What the system check says: a line for each thing that was looked at, and what to do where it is not well. */

export const CHECK_GROUPS = ['server', 'database', 'concert', 'codes', 'gates', 'laptop'] as const;

export const checkLineSchema = z.strictObject({
  /** Stable, for scripts and tests: `server-version`, `row-lock-latency`. */
  id: z.string(),
  group: z.enum(CHECK_GROUPS),
  /** Red: do not open the doors like this. Amber: know it. */
  level: z.enum(['green', 'amber', 'red']),
  /** What was looked at: "Connections". */
  title: z.string(),
  /** What was found, with figures and units, in a sentence: "12 used of 151; ten gates will want 62." */
  finding: z.string(),
  /** What to do about it; null where all is well. */
  advice: z.string().nullable(),
});
export type CheckLine = z.infer<typeof checkLineSchema>;

/** The worst level of some lines; green where there are none. */
export function worstLevel(lines: readonly Pick<CheckLine, 'level'>[]): CheckLine['level'] {
  if (lines.some(({ level }) => level === 'red')) return 'red';
  return lines.some(({ level }) => level === 'amber') ? 'amber' : 'green';
}
