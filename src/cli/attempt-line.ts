import { v7 as newAttemptId } from 'uuid';
import { z } from 'zod';
import { type Attempt, attemptSchema } from '#shared/attempt.ts';

const objectLineSchema = attemptSchema.pick({ attemptId: true, code: true });

/** What a line of standard input asks. */
export type AttemptLine =
  | { readonly ok: true; readonly attempt: Attempt }
  | { readonly ok: false; readonly reason: string; readonly attemptId: string | null };

/**
 * Reads one line: a JSON object with `attemptId` and `code`, else a bare code, taken as it is. The door time is the time
 * of reading.
 */
export function readAttemptLine(line: string, now: Date): AttemptLine {
  const particulars = { doorTime: now.toISOString(), source: 'scanner' } as const;
  const object = parseObject(line);
  if (object === null) {
    return { ok: true, attempt: { ...particulars, attemptId: newAttemptId(), code: line } };
  }
  const parsed = objectLineSchema.safeParse(object);
  if (parsed.success) return { ok: true, attempt: { ...particulars, ...parsed.data } };
  const reason = parsed.error.issues
    .map((issue) => `${issue.path.join('.') || 'the object'}: ${issue.message}`)
    .join('; ');
  const claimed = z.object({ attemptId: z.string() }).safeParse(object);
  return { ok: false, reason, attemptId: claimed.success ? claimed.data.attemptId : null };
}

function parseObject(line: string): unknown {
  if (!line.startsWith('{')) return null;
  try {
    return z.looseObject({}).parse(JSON.parse(line));
  } catch {
    return null;
  }
}
