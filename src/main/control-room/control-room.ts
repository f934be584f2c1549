import type { Night } from '#shared/night.ts';
import { openSessionPool, type PoolLimits } from '#main/database/session-pool.ts';
import { closeConflict } from '#main/emergency/replay/close-conflict.ts';
import { listConflicts } from '#main/emergency/replay/conflicts.ts';
import type { Logger } from '#main/log/logger.ts';
import { acknowledge } from '#main/monitoring/alerts/acknowledge.ts';
import { checkSystem } from '#main/monitoring/check/system-check.ts';
import { openNightWatch } from '#main/monitoring/night/night-watch.ts';
import { createComplaints, orAway } from './away.ts';
import type { ControlRoomCalls } from './control-room-calls.ts';
import { findTickets } from './find-tickets.ts';
import { shareLook } from './shared-look.ts';
import { readTicketHistory } from './ticket-history.ts';

/**
 * Of its own, so that a look at the night takes no connection from a gate that runs in the same program: one for the look, one for
 * what a person asks meanwhile. Nobody stands at a door here, so a first look at a long night gets its time.
 */
const ROOM_LIMITS: PoolLimits = { connections: 3, queue: 16, connectMs: 3_000, statementMs: 15_000 };

/** The control room apart from its window. */
export type ControlRoom = {
  readonly calls: ControlRoomCalls;
  readonly close: () => Promise<void>;
};

type ControlRoomOptions = {
  readonly databaseUrl: string;
  readonly isPractice: boolean;
  /** Null for the one whose entry is open or opens next. */
  readonly concertId: number | null;
  readonly log: Logger;
  readonly now?: () => Date;
};

/** Opens the control room; nothing is asked of the database before its window asks. */
export function openControlRoom(options: ControlRoomOptions): ControlRoom {
  const { databaseUrl, isPractice, concertId, now = () => new Date() } = options;
  const log = options.log.named('control-room');
  const pool = openSessionPool({ url: databaseUrl, log, limits: ROOM_LIMITS });
  const watch = openNightWatch({ pool, concertId, log });
  const complaints = createComplaints(log);
  let newest: Night | null = null;
  const look = shareLook(async () => {
    const night = await watch.look();
    newest = night;
    return night;
  });
  /** The concert that the window shows. */
  const shownConcertId = () => newest?.concert?.id ?? concertId;

  return {
    calls: {
      'control-room:get-night': orAway(
        'get-night',
        async () => ({ outcome: 'night' as const, night: await look(), isPractice }),
        complaints,
      ),
      'control-room:acknowledge': orAway(
        'acknowledge',
        async (order) => {
          await acknowledge(pool, order);
          log.info('An alert was acknowledged', { alert: order.alertKey });
          return { outcome: 'acknowledged' as const };
        },
        complaints,
      ),
      'control-room:list-conflicts': orAway(
        'list-conflicts',
        async ({ isOpenOnly }) => {
          const filter = { concertId: shownConcertId(), isOpenOnly };
          return { outcome: 'listed' as const, conflicts: [...(await listConflicts(pool, filter))] };
        },
        complaints,
      ),
      'control-room:close-conflict': orAway(
        'close-conflict',
        (closing) => closeConflict(pool, { ...closing, now: now() }, log),
        complaints,
      ),
      'control-room:find-tickets': orAway(
        'find-tickets',
        async ({ text }) => ({
          outcome: 'found' as const,
          ...(await findTickets(pool, { text, concertId: shownConcertId() })),
        }),
        complaints,
      ),
      'control-room:get-history': orAway(
        'get-history',
        async ({ ticketPurchaseId }) => ({
          outcome: 'history' as const,
          history: await readTicketHistory(pool, ticketPurchaseId),
        }),
        complaints,
      ),
      'control-room:check': orAway(
        'check',
        async () => ({
          outcome: 'checked' as const,
          lines: [...(await checkSystem({ pool, isPractice, concertId: shownConcertId(), now }))],
        }),
        complaints,
      ),
    },
    close: () => {
      complaints.end();
      return pool.close();
    },
  };
}
