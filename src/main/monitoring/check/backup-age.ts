import { formatBytes } from '#shared/size.ts';
import { formatSpan } from '#shared/span.ts';
import { type BackupRecord, findNewestBackup } from '../backup/backup-records.ts';
import { amber, type Check, green, type Judgement, lineOf, red, type Subject } from './check.ts';

const SUBJECT: Subject = { id: 'backup-age', group: 'database', title: 'Backup' };

const DAY_MS = 24 * 60 * 60 * 1_000;

const MAKE_ONE = 'Run “admit-one backup --to FOLDER”, and keep the file on another computer.';

/** How old the newest backup is. */
export const backupAgeCheck: Check = {
  subjects: [SUBJECT],
  async look({ pool, isPractice }) {
    return [lineOf(SUBJECT, judgeBackup(await findNewestBackup(pool), isPractice))];
  },
};

/** Judges it; practice can be made anew. */
export function judgeBackup(
  newest: { readonly record: BackupRecord; readonly ageMs: number } | null,
  isPractice: boolean,
): Judgement {
  if (newest === null) {
    return isPractice ? green('None, and practice needs none.') : red('There is none.', MAKE_ONE);
  }
  const { record, ageMs } = newest;
  const finding = `${formatSpan(ageMs)} old, ${formatBytes(record.bytes)}, on ${record.host}: ${record.file}.`;
  return ageMs <= DAY_MS || isPractice ? green(finding) : amber(finding, MAKE_ONE);
}
