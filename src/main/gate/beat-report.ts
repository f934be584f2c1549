import type { CameraState } from '#shared/gate-health.ts';
import type { Settings } from '#shared/settings.ts';
import type { Snapshot } from '#main/emergency/snapshot/snapshot-types.ts';
import type { BeatReport } from './beat-row.ts';
import { commonSettings } from './common-settings.ts';
import type { GateClock } from './gate-clock.ts';
import type { GateLogs } from './gate-logs.ts';
import type { LaptopWatch } from './laptop-watch.ts';
import { PROGRAM_VERSION } from './program-version.ts';
import { momentNow } from './server-moment.ts';
import type { Tally } from './tally.ts';
import type { Watch } from './watch.ts';

/** The greatest value of the columns that count in `int unsigned` and `int`. */
const MAX_COUNT = 2 ** 32 - 1;
const MAX_OFFSET_MS = 2 ** 31 - 1;

/**
 * Puts together what the gate says of itself with a beat, from all who know a part of it. Every number fits its column: a
 * beat that the database refuses for a value would look like a database that is away.
 */
export function createBeatReport(parts: {
  readonly settings: Settings;
  readonly clock: GateClock;
  readonly logs: Pick<GateLogs, 'report'>;
  readonly snapshot: Pick<Snapshot, 'state'>;
  readonly watch: Pick<Watch, 'concert'>;
  readonly laptop: Pick<LaptopWatch, 'power' | 'freeDiskBytes'>;
  readonly tally: Tally;
  readonly camera: () => CameraState | null;
}): (isLast: boolean) => BeatReport {
  const { settings, clock, logs, snapshot, watch, laptop, tally } = parts;
  const common = commonSettings(settings);
  const startedAt = momentNow(clock);

  return (isLast) => {
    const measured = clock.measurement();
    const { pendingLines, setAsideLines, lastLogId, lastLogSequence } = logs.report();
    const copied = snapshot.state();
    const { attempts, undecided, retries, deadlocks, lockWaits } = tally.counts();
    const times = tally.recentTimes();
    return {
      gateId: settings.gate.id,
      programVersion: PROGRAM_VERSION,
      clockOffsetMs: within(measured?.offsetMs, -MAX_OFFSET_MS, MAX_OFFSET_MS),
      clockUncertaintyMs: within(measured?.uncertaintyMs, 0, MAX_COUNT),
      pendingLines,
      setAsideLines,
      lastLogId,
      lastLogSequence,
      isLast,
      startedAt: startedAt(),
      operator: settings.operator,
      concertId: watch.concert()?.id ?? null,
      snapshotAgeMs: copied === null ? null : Math.max(0, Date.now() - copied.takenAt.getTime()),
      isSnapshotComplete: copied?.isComplete ?? null,
      camera: parts.camera(),
      power: laptop.power(),
      freeDiskBytes: laptop.freeDiskBytes(),
      lastAttemptAt: tally.lastAnswerAt(),
      attempts,
      undecided,
      retries,
      deadlocks,
      lockWaits,
      recentMedianMs: within(times?.medianMs, 0, MAX_COUNT),
      recentP95Ms: within(times?.p95Ms, 0, MAX_COUNT),
      commonSettings: common,
    };
  };
}

function within(value: number | undefined, minimum: number, maximum: number): number | null {
  return value === undefined ? null : Math.min(Math.max(value, minimum), maximum);
}
