import { createHash } from 'node:crypto';
import { v7 as newAttemptId } from 'uuid';
import { decide } from '#main/admission/decide.ts';
import { deadlineIn } from '#main/database/time-limit.ts';
import { openSessionPool } from '#main/database/session-pool.ts';
import { silentLog } from '../../practice/silent-log.ts';
import type { Scheme } from './scheme.ts';

/** What the gate does: drizzle's texts in two round trips, with the rules, the checks of what comes back and the retries. */
export const ours: Scheme = {
  name: 'ours: drizzle texts, two trips',
  open: async ({ url, concertId }) => {
    const pool = openSessionPool({ url, log: silentLog });
    return {
      admit: async (code) => {
        const decision = await decide(
          pool,
          {
            attemptId: newAttemptId(),
            codeDigest: createHash('sha256').update(code, 'utf8').digest(),
            doorTime: new Date(),
            concertId,
            gateId: 'G1',
            operator: 'Bench',
          },
          // Long enough that a slow machine measures waiting, not giving up.
          { deadline: deadlineIn(60_000), log: silentLog },
        );
        return decision.kind === 'decided' ? decision.words.verdict : `undecided: ${decision.cause}`;
      },
      close: () => pool.close(),
    };
  },
};
