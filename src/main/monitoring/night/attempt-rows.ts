import { z } from 'zod';
import { DECIDED_VERDICTS } from '#shared/verdict.ts';

const attemptRow = z.object({
  attempt_id: z.string(),
  ticket_purchase_id: z.int().nullable(),
  gate_id: z.string(),
  purpose: z.enum(['entry', 'walk-in-sale', 'undo']),
  verdict: z.enum(DECIDED_VERDICTS),
  decided_by: z.enum(['database', 'emergency']),
  digest: z.string().nullable(),
  door_time: z.date(),
  recorded_time: z.date(),
  duration_ms: z.int().nonnegative(),
  retries: z.int().nonnegative(),
  clock_offset_ms: z.int().nullable(),
});
export type AttemptRow = z.infer<typeof attemptRow>;

const placeRow = z.object({ attempt_id: z.string(), recorded_time: z.date() });

/** Where an attempt stands in its index, and what is known of it: null where this program does not understand the row. */
export type PlacedAttempt = {
  readonly attemptId: string;
  readonly recordedTime: Date;
  readonly attempt: AttemptRow | null;
};

/** One row that is not understood must not hide a whole night: it keeps its place. */
export function readAttemptRows(result: unknown): PlacedAttempt[] {
  const rows = z.array(z.unknown()).parse(result);
  return rows.map((row) => {
    const { attempt_id: attemptId, recorded_time: recordedTime } = placeRow.parse(row);
    return { attemptId, recordedTime, attempt: attemptRow.safeParse(row).data ?? null };
  });
}
