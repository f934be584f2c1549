import { z } from 'zod';
import { formatSpan } from '#shared/span.ts';
import { deadlineIn } from '#main/database/time-limit.ts';
import { createGateClock } from '#main/gate/gate-clock.ts';
import { THRESHOLDS } from '../alerts/thresholds.ts';
import { amber, type Check, green, type Judgement, lineOf, red, type Subject } from './check.ts';
import { milliseconds } from './words.ts';

const SUBJECT: Subject = { id: 'clock-offset', group: 'server', title: 'Clock' };

/** The best of a few looks. */
const LOOKS = 5;
const LIMIT_MS = 5_000;
const FAR_OFF_MS = 5 * 60_000;

const clockRows = z.tuple([z.object({ now_s: z.coerce.number() })]);

/** How far this laptop's clock and the server's are apart. */
export const clockOffsetCheck: Check = {
  subjects: [SUBJECT],
  async look({ pool, now }) {
    const clock = createGateClock({
      wallMs: () => now().getTime(),
      monotonicMs: () => performance.now(),
      uptimeMs: () => performance.now(),
    });
    const deadline = deadlineIn(LIMIT_MS);
    const session = await pool.borrow(deadline);
    try {
      for (let looks = 0; looks < LOOKS; looks += 1) {
        const sentAtMs = performance.now();
        const [rows] = await session.roundTrip(
          'read clock',
          ['select unix_timestamp(current_timestamp(6)) as now_s'],
          deadline,
        );
        const answeredAtMs = performance.now();
        clock.note({ sentAtMs, answeredAtMs, serverNowMs: clockRows.parse(rows)[0].now_s * 1_000 });
      }
      session.release();
    } catch (error) {
      session.discard();
      throw error;
    }
    const measured = clock.measurement();
    return measured === null ? [] : [lineOf(SUBJECT, judgeClock(measured))];
  },
};

/** Judges it. The entry times go by the server's clock; a gate on its own goes by its laptop's, put right by what was measured. */
export function judgeClock(measured: {
  readonly offsetMs: number;
  readonly uncertaintyMs: number;
}): Judgement {
  const { offsetMs, uncertaintyMs } = measured;
  const apartMs = Math.abs(offsetMs);
  const doubt = `± ${milliseconds(uncertaintyMs)}`;
  const finding =
    apartMs <= uncertaintyMs
      ? `This laptop’s clock goes with the server’s (${doubt}).`
      : `This laptop’s clock is ${apartMs < 1_000 ? milliseconds(apartMs) : formatSpan(apartMs)} ${offsetMs > 0 ? 'behind' : 'ahead of'} the server’s (${doubt}).`;
  if (apartMs <= THRESHOLDS.clockOff.fromMs + uncertaintyMs) return green(finding);
  const advice =
    'Find out which of the two is wrong and set it by the network’s time: the entry times go by the server’s.';
  return apartMs > FAR_OFF_MS ? red(finding, advice) : amber(finding, advice);
}
