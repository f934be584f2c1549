import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { z } from 'zod';
import { confirmationSchema } from '#shared/gate-check.ts';
import { instantSchema } from '#shared/attempt.ts';
import { checkLineSchema } from '#shared/system-check.ts';
import { describeError } from '#main/log/describe-error.ts';
import type { Logger } from '#main/log/logger.ts';

const fileSchema = z.strictObject({
  version: z.literal(1),
  /** What the machine found, the last time. */
  ran: z.strictObject({ at: instantSchema, lines: z.array(checkLineSchema) }).nullable(),
  /** The newest answer to each question that only a person can answer. */
  confirmed: z.array(z.strictObject({ at: instantSchema, answer: confirmationSchema })),
});
type KeptCheckContent = Omit<z.infer<typeof fileSchema>, 'version'>;

/** The last check of a gate, which a restart does not forget. Losing it is harmless: the check is run again. */
export type KeptCheck = {
  readonly read: () => KeptCheckContent;
  readonly write: (content: KeptCheckContent) => Promise<void>;
};

/** Opens the file in the gate's `folder`. */
export function openKeptCheck(folder: string, log: Logger): KeptCheck {
  const file = path.join(folder, 'check.json');
  let content = readFile(file, log);
  return {
    read: () => content,
    async write(next) {
      content = next;
      try {
        mkdirSync(folder, { recursive: true });
        await writeFileAtomic(file, JSON.stringify({ version: 1, ...next }), { mode: 0o600 });
      } catch (error) {
        log.warn('The check could not be written down', describeError(error));
      }
    },
  };
}

function readFile(file: string, log: Logger): KeptCheckContent {
  try {
    const { ran, confirmed } = fileSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    return { ran, confirmed };
  } catch (error) {
    const isNew = (error as NodeJS.ErrnoException).code === 'ENOENT';
    if (!isNew)
      log.warn('The last check could not be read: it is as if none had been run', describeError(error));
    return { ran: null, confirmed: [] };
  }
}
