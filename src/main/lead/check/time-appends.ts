import { mkdir, open, rm } from 'node:fs/promises';
import path from 'node:path';
import { quantile } from '#shared/quantile.ts';

/** As many as a gate writes in a few minutes of an outage. */
const APPENDS = 50;
/** A usual line of the emergency log, in bytes. */
const LINE_BYTES = 600;

export type AppendTimes =
  | { readonly outcome: 'timed'; readonly medianMs: number; readonly p95Ms: number }
  | { readonly outcome: 'failed'; readonly problem: string };

/**
 * Times what an admission without the database costs: lines appended to a file beside the emergency log in `folder`, each on the
 * disk (`fsync`) before the next. The file is taken away again, and the log itself is not touched.
 */
export async function timeAppends(folder: string): Promise<AppendTimes> {
  const file = path.join(folder, `write-test-${process.pid}.tmp`);
  const line = Buffer.alloc(LINE_BYTES, 'x');
  const tookMs: number[] = [];
  try {
    await mkdir(folder, { recursive: true });
    const handle = await open(file, 'w', 0o600);
    try {
      for (let number = 0; number < APPENDS; number += 1) {
        const startedAtMs = performance.now();
        await handle.write(line, 0, line.length, number * line.length);
        await handle.sync();
        tookMs.push(performance.now() - startedAtMs);
      }
    } finally {
      await handle.close();
    }
    const sorted = tookMs.toSorted((a, b) => a - b);
    return { outcome: 'timed', medianMs: quantile(sorted, 0.5), p95Ms: quantile(sorted, 0.95) };
  } catch (error) {
    return { outcome: 'failed', problem: (error as NodeJS.ErrnoException).code ?? String(error) };
  } finally {
    await rm(file, { force: true }).catch(() => undefined);
  }
}
