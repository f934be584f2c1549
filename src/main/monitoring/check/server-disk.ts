import { statfs } from 'node:fs/promises';
import os from 'node:os';
import { z } from 'zod';
import { formatBytes } from '#shared/size.ts';
import { ask } from '#main/database/ask.ts';
import { withinLimit } from '#main/database/time-limit.ts';
import { amber, type Check, green, type Judgement, lineOf, red, type Subject } from './check.ts';

const SUBJECT: Subject = { id: 'server-disk', group: 'server', title: 'Server disk' };

const SPARE_BYTES = 5_000_000_000;
const LEAST_BYTES = 1_000_000_000;
const ANSWERS_WITHIN_MS = 1_500;

const QUESTION = `select @@hostname as host, @@datadir as folder,
  (select sum(data_length + index_length) from information_schema.tables where table_schema = database()) as bytes`;
const placeRows = z.tuple([z.object({ host: z.string(), folder: z.string(), bytes: z.coerce.number() })]);

/** How much room the server has. SQL can't tell, so there is no line where the server is another computer. */
export const serverDiskCheck: Check = {
  subjects: [SUBJECT],
  async look({ pool }) {
    const [rows] = await ask(pool, 'find the server’s disk', [QUESTION]);
    const [{ host, folder, bytes }] = placeRows.parse(rows);
    if (host !== os.hostname()) return [];
    const disk = await withinLimit('look at the disk', ANSWERS_WITHIN_MS, statfs(folder)).catch(() => null);
    if (disk === null) return [];
    return [lineOf(SUBJECT, judgeDisk({ freeBytes: disk.bavail * disk.bsize, dataBytes: bytes }))];
  },
};

/** Judges it. */
export function judgeDisk(facts: { readonly freeBytes: number; readonly dataBytes: number }): Judgement {
  const finding = `${formatBytes(facts.freeBytes)} free beside ${formatBytes(facts.dataBytes)} of tables.`;
  const advice = 'Free space on the server: with a full disk nothing can be recorded.';
  if (facts.freeBytes < LEAST_BYTES) return red(finding, advice);
  return facts.freeBytes < SPARE_BYTES ? amber(finding, advice) : green(finding);
}
