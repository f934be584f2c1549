import { createHash } from 'node:crypto';
import path from 'node:path';
import type { Answer, Attempt } from '#shared/attempt.ts';
import { findMalformation } from '#shared/code.ts';
import type { Settings } from '#shared/settings.ts';
import { decide, type Decision } from '#main/admission/decide.ts';
import { openSessionPool } from '#main/database/session-pool.ts';
import { type Deadline, deadlineIn, remainingMs, withinLimit } from '#main/database/time-limit.ts';
import type { Logger } from '#main/log/logger.ts';
import type { Gate } from './gate-type.ts';
import { openOpenAttempts } from './open-attempts.ts';
import { watchSurroundings } from './watch.ts';

export type { Gate } from './gate-type.ts';

/** From the answer's leaving the gate to its being on the screen; a paint takes a tenth of it. */
const SHOWN_WITHIN_MS = 500;

/** Opens a gate. It is there at once; whether the database is too, its state says. */
export function openGate(options: {
  readonly settings: Settings;
  readonly databaseUrl: string;
  readonly isPractice: boolean;
  /** This laptop's user-data folder; the gate keeps its own files in a folder of its own there. */
  readonly folder: string;
  readonly log: Logger;
}): Gate {
  const { settings } = options;
  const gateId = settings.gate.id;
  const log = options.log.named('gate');
  const pool = openSessionPool({ url: options.databaseUrl, log: options.log.named('database') });
  const openAttempts = openOpenAttempts(path.join(options.folder, 'gates', gateId), log);
  const watch = watchSurroundings({
    pool,
    gateId,
    operator: settings.operator,
    concertId: settings.concertId,
    isPractice: options.isPractice,
    log,
  });
  /** Attempts whose amber screen settles nothing. */
  const undecided = new Set<string>();
  /** Who waits for an answer to be shown. */
  const showing = new Map<string, () => void>();
  const inFlight = new Map<string, Promise<Answer>>();

  /** Waits until an answer was shown, or so long that it must have been lost on its way to the screen. */
  async function untilShown(attemptId: string): Promise<void> {
    if (!openAttempts.has(attemptId)) return;
    const shown = new Promise<void>((resolve) => {
      showing.set(attemptId, resolve);
    });
    await withinLimit('show the answer', SHOWN_WITHIN_MS, shown).catch(() => undefined);
    showing.delete(attemptId);
  }

  /** Decides under the given id; the answer is undecided or final. */
  async function decideAs(
    attemptId: string,
    attempt: Attempt,
    codeDigest: Buffer,
    deadline: Deadline,
  ): Promise<Decision> {
    openAttempts.begin(attemptId, codeDigest);
    const concert = await withinLimit('find concert', remainingMs(deadline), watch.concert()).catch(
      () => 'no-answer-in-time' as const,
    );
    if (typeof concert === 'string') return { kind: 'undecided', cause: concert, retries: 0 };
    const decision = await decide(
      pool,
      {
        attemptId,
        codeDigest,
        doorTime: new Date(attempt.doorTime),
        concertId: concert.id,
        gateId,
        operator: settings.operator,
      },
      { deadline, log: options.log.named('admission') },
    );
    return decision;
  }

  async function judge(attempt: Attempt): Promise<Answer> {
    const startedAt = performance.now();
    const deadline = deadlineIn(settings.attemptDeadlineMs);
    const particulars = (attemptId: string, retries: number) => ({
      attemptId,
      doorTime: attempt.doorTime,
      durationMs: performance.now() - startedAt,
      retries,
    });
    const malformation = findMalformation(attempt.code);
    if (malformation !== null) {
      // No query, so no row in the database either: the log is its trace.
      log.info('An attempt with a malformed code', {
        attemptId: attempt.attemptId,
        reason: malformation,
        gateId,
      });
      return {
        ...particulars(attempt.attemptId, 0),
        verdict: 'unknown-code',
        reason: malformation,
        decidedBy: 'gate',
        isRecalled: false,
      };
    }
    const codeDigest = createHash('sha256').update(attempt.code, 'utf8').digest();
    let attemptId = openAttempts.find(codeDigest) ?? attempt.attemptId;
    let decision = await decideAs(attemptId, attempt, codeDigest, deadline);
    if (attemptId !== attempt.attemptId && isStaleRefusal(decision)) {
      openAttempts.settle(attemptId);
      // The lost answer was a refusal, and what it said may have changed since (sold, opened): this scan asks anew.
      attemptId = attempt.attemptId;
      decision = await decideAs(attemptId, attempt, codeDigest, deadline);
    }
    if (decision.kind === 'undecided') {
      undecided.add(attemptId);
      watch.noteUndecided(decision.cause);
      return {
        ...particulars(attemptId, decision.retries),
        verdict: 'undecided',
        cause: decision.cause,
        decidedBy: 'gate',
        isRecalled: false,
      };
    }
    undecided.delete(attemptId);
    watch.noteAnswered(decision.words.verdict === 'admitted');
    return {
      ...particulars(attemptId, decision.retries),
      ...decision.words,
      decidedBy: 'database',
      isRecalled: decision.isRecalled,
    };
  }

  return {
    async submit(attempt) {
      // One code, one attempt at a time: two that overlapped would share an open attempt, and both show its green.
      for (
        let earlier = inFlight.get(attempt.code);
        earlier !== undefined;
        earlier = inFlight.get(attempt.code)
      ) {
        const { attemptId, verdict } = await earlier;
        if (verdict !== 'undecided') await untilShown(attemptId);
      }
      const answer = judge(attempt).finally(() => inFlight.delete(attempt.code));
      inFlight.set(attempt.code, answer);
      return await answer;
    },
    noteShown(attemptId) {
      if (undecided.has(attemptId)) return;
      openAttempts.settle(attemptId);
      showing.get(attemptId)?.();
    },
    state: watch.state,
    // Not there yet: what the gate does on its own.
    leadAdmit: async (attempt) => ({
      ...{ attemptId: attempt.attemptId, doorTime: attempt.doorTime, durationMs: 0, retries: 0 },
      ...{ verdict: 'undecided', cause: 'log-unwritable', decidedBy: 'gate', isRecalled: false },
    }),
    writeEntry: async () => ({ outcome: 'undecided', cause: 'log-unwritable' }),
    emergencyLog: () => null,
    stateOfLine: () => ({ state: 'pending' }),
    setAside: () => [],
    snapshot: () => null,
    foresee: () => 'admitted',
    database: pool,
    onStateChanged: watch.onStateChanged,
    async close() {
      watch.close();
      await Promise.allSettled(inFlight.values());
      openAttempts.close();
      await pool.close();
    },
  };
}

function isStaleRefusal(decision: Decision): boolean {
  return decision.kind === 'decided' && decision.isRecalled && decision.words.verdict !== 'admitted';
}
