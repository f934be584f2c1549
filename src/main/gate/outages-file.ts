import { readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { z } from 'zod';
import { instantSchema, undecidedCauseSchema } from '#shared/attempt.ts';
import { describeError } from '#main/log/describe-error.ts';
import type { Logger } from '#main/log/logger.ts';

const outageSchema = z.strictObject({
  /** By the database's clock, as far as it was known. */
  beganAt: instantSchema,
  /** The database was still away then: what is known of the end, should the program be killed. */
  lastAwayAt: instantSchema,
  cause: undecidedCauseSchema,
  concertId: z.int().positive().nullable(),
  /** The database that was away; null where none had ever answered. */
  databaseId: z.string().nullable(),
  decided: z.int().nonnegative(),
  admitted: z.int().nonnegative(),
});
/** An outage that goes on. */
export type KeptOutage = z.infer<typeof outageSchema>;

const endedOutageSchema = outageSchema.extend({ endedAt: instantSchema });
/** One that is over and not in the database yet. */
export type EndedOutage = z.infer<typeof endedOutageSchema>;

const fileSchema = z.strictObject({
  version: z.literal(1),
  open: outageSchema.nullable(),
  ended: z.array(endedOutageSchema),
});
export type KeptOutages = Omit<z.infer<typeof fileSchema>, 'version'>;

/** What a gate's `folder` keeps of its outages. A damaged file is reported and begun anew: it holds nothing that lets anybody in. */
export function readOutages(folder: string, log: Logger): KeptOutages {
  try {
    return fileSchema.parse(JSON.parse(readFileSync(fileIn(folder), 'utf8')));
  } catch (error) {
    const isNew = (error as NodeJS.ErrnoException).code === 'ENOENT';
    if (!isNew) log.warn('What was kept of earlier outages could not be read', describeError(error));
    return { open: null, ended: [] };
  }
}

/** Writes it down; what fails is logged, and is only in memory then. */
export async function saveOutages(folder: string, kept: KeptOutages, log: Logger): Promise<void> {
  const content: z.infer<typeof fileSchema> = { version: 1, ...kept };
  try {
    await mkdir(folder, { recursive: true });
    await writeFileAtomic(fileIn(folder), JSON.stringify(content), { fsync: false, mode: 0o600 });
  } catch (error) {
    log.warn('An outage could not be written down', describeError(error));
  }
}

function fileIn(folder: string): string {
  return path.join(folder, 'outages.json');
}
