import type { Night } from '#shared/night.ts';
import type { SessionPool } from '#main/database/session-pool.ts';
import { concertOf, type GateConcert, listConcerts, readConcerts } from '#main/gate/concert-list.ts';
import type { Logger } from '#main/log/logger.ts';
import { readAcknowledgements } from '../alerts/acknowledge.ts';
import { EMPTY_BOOK, listAlerts, turnPage } from '../alerts/alert-book.ts';
import { ticketPurchasesAtManyGates } from '../alerts/rules/crowd.ts';
import { RULES } from '../alerts/rules/rules.ts';
import { extendTrail, type Trail, trailBeats } from '../alerts/trail.ts';
import { createAttemptsOfConcert } from './attempts-of-concert.ts';
import { composeNight, nightFacts } from './compose-night.ts';
import { lookOnce } from './one-look.ts';
import { readNames, readNow } from './rows.ts';
import { readSurroundings, SURROUNDING_QUESTIONS, type Surroundings } from './surroundings.ts';
import { ASK_NOW, askConflicts, askNames } from './statements.ts';

/** Looks at a night again and again, from anywhere that reaches the database. */
export type NightWatch = {
  /**
   * One look. The first one reads all the concert's attempts; from then on only what is new is asked for, in one round trip, or two when
   * an alert needs a name. A look that is asked for while another is under way is that one.
   * @throws the driver's error or a TimeLimitError when the database is away; the next look goes on where this one began.
   */
  readonly look: () => Promise<Night>;
};

/** The concert that a watch without orders is for can change at midnight. */
const CHOOSE_CONCERT_EVERY_MS = 60_000;

/** Opens it. `concertId` null: the concert whose entry is open, or opens next, as a gate chooses. The pool stays the caller's. */
export function openNightWatch(options: {
  readonly pool: SessionPool;
  readonly concertId: number | null;
  readonly log: Logger;
}): NightWatch {
  const { pool, log } = options;
  let concert: GateConcert | null = null;
  let choseAtMs = -Infinity;
  let attempts: ReturnType<typeof createAttemptsOfConcert> | null = null;
  let trail: Trail = [];
  let book = EMPTY_BOOK;
  let names: ReadonlyMap<number, string | null> = new Map();
  /** When looks began to succeed again after one that failed; null where none did. */
  let steadyFromMs: number | null = null;
  let underWay: Promise<Night> | null = null;

  async function chooseAgain(): Promise<void> {
    const [now, concerts] = await lookOnce(pool, 'choose concert', [ASK_NOW, listConcerts(options)]);
    concert = concertOf(readConcerts(concerts).known, options.concertId, readNow(now));
    choseAtMs = performance.now();
  }

  /** Reads what is new of the concert's attempts, page by page; the surroundings come with the last page's moment. */
  async function readOn(): Promise<Surroundings> {
    const concertId = concert?.id ?? null;
    if (concertId === null) attempts = null;
    else if (attempts?.concertId !== concertId) attempts = createAttemptsOfConcert(concertId, log);
    for (;;) {
      const questions = attempts?.questions() ?? [];
      const around = [ASK_NOW, ...SURROUNDING_QUESTIONS, askConflicts({ concertId: concertId ?? 0 })];
      const answers = await lookOnce(pool, 'look at the night', [...around, ...questions]);
      const surroundings = readSurroundings(answers.slice(0, around.length));
      const state = attempts?.take(answers.slice(around.length), surroundings.now.getTime()) ?? 'done';
      if (state === 'done') return surroundings;
      if (state === 'gone' && concertId !== null) {
        log.info('Reading the night anew: attempts were changed or removed', { concertId });
        attempts = createAttemptsOfConcert(concertId, log);
      }
    }
  }

  async function findNames(ids: readonly number[]): Promise<void> {
    const unknown = ids.filter((id) => !names.has(id));
    if (unknown.length === 0) return;
    const [rows] = await lookOnce(pool, 'find holders', [askNames({ ids: unknown })]);
    names = new Map([...names, ...unknown.map((id) => [id, null] as const), ...readNames(rows)]);
  }

  async function lookNow(): Promise<Night> {
    const beganAtMs = performance.now();
    if (beganAtMs - choseAtMs >= CHOOSE_CONCERT_EVERY_MS) await chooseAgain();
    const surroundings = await readOn();
    const nowMs = surroundings.now.getTime();
    const figures = attempts?.figures(nowMs) ?? null;
    await findNames(ticketPurchasesAtManyGates(figures?.recent ?? [], nowMs));
    const lookMs = performance.now() - beganAtMs;
    const seen = { surroundings, concert, figures, purchases: attempts?.purchases() ?? null, lookMs };
    const composed = composeNight(seen);
    trail = extendTrail(trail, {
      atMs: nowMs,
      gates: trailBeats(composed.gates),
      rowLockWaits: surroundings.server.rowLockWaits,
    });
    const steadyMs = steadyFromMs === null ? Infinity : Math.max(0, beganAtMs - steadyFromMs);
    book = turnPage(book, nightFacts({ ...seen, composed, steadyMs, trail, names }), RULES);
    return {
      ...composed.night,
      alerts: listAlerts(book, readAcknowledgements(surroundings.acknowledgements)),
    };
  }

  async function lookAndNote(): Promise<Night> {
    try {
      const night = await lookNow();
      if (steadyFromMs === Infinity) steadyFromMs = performance.now();
      return night;
    } catch (error) {
      steadyFromMs = Infinity;
      throw error;
    }
  }

  return {
    look() {
      underWay ??= lookAndNote().finally(() => {
        underWay = null;
      });
      return underWay;
    },
  };
}
