import { formatSpan } from '#shared/span.ts';
import { isGateIdShared } from '../../shared-gate-id.ts';
import type { Rule } from '../condition.ts';
import { THRESHOLDS } from '../thresholds.ts';
import { gateRule } from './gate-health.ts';
import { nameOf } from './gate-words.ts';

/** What a gate says of its laptop: camera, power, clock, snapshot, and whether another one runs under its id. */

const cameraFailed = gateRule('camera-failed', (gate, isOn) =>
  gate.camera === 'failed' || (isOn && gate.camera === 'starting')
    ? {
        level: 'red',
        words: `${nameOf(gate)} has no picture from its camera.`,
        advice:
          'Plug its camera in again or choose another one; a scanner that types, or the field behind F8, works meanwhile.',
      }
    : null,
);

const onBattery = gateRule('on-battery', (gate) =>
  gate.power === 'battery'
    ? {
        level: 'amber',
        words: `${nameOf(gate)} runs on its battery.`,
        advice: 'Plug its power supply in, at both ends.',
      }
    : null,
);

const clockOff = gateRule('clock-off', (gate, isOn) => {
  const { clockOffsetMs, clockUncertaintyMs } = gate;
  if (clockOffsetMs === null) return null;
  const sureMs = Math.abs(clockOffsetMs) - (clockUncertaintyMs ?? 0);
  if (sureMs <= (isOn ? THRESHOLDS.clockOff.untilMs : THRESHOLDS.clockOff.fromMs)) return null;
  const direction = clockOffsetMs > 0 ? 'behind' : 'ahead of';
  return {
    level: 'amber',
    words: `The clock of ${nameOf(gate)} is ${inSeconds(clockOffsetMs)} ${direction} the database’s.`,
    advice:
      'Door times are corrected by it, so nothing is lost. Switch the laptop’s automatic time on when the doors are closed.',
  };
});

const snapshotOld = gateRule('snapshot-old', (gate, isOn, nowMs) => {
  const { snapshotAgeMs, isSnapshotComplete, startedAtMs } = gate;
  const advice =
    'Should the database go away now, this gate would decide by old facts. Look at its lead’s screen, and start its program again if it stays so.';
  if (snapshotAgeMs === null || isSnapshotComplete === false) {
    const runningMs = startedAtMs === null ? 0 : nowMs - startedAtMs;
    if (runningMs <= THRESHOLDS.snapshotFirstCopyMs) return null;
    return {
      level: 'red',
      words: `${nameOf(gate)} has no complete snapshot: without the database it could admit nobody.`,
      advice,
    };
  }
  const { fromMs, untilMs } = THRESHOLDS.snapshotOld;
  if (snapshotAgeMs <= (isOn ? untilMs : fromMs)) return null;
  return {
    level: 'amber',
    words: `The snapshot of ${nameOf(gate)} is ${formatSpan(snapshotAgeMs)} old.`,
    advice,
  };
});

const idShared = gateRule('gate-id-shared', (gate) =>
  isGateIdShared(gate)
    ? {
        level: 'red',
        words: `Two laptops run as ${nameOf(gate)} at the same time: what is shown of it is now the one’s, now the other’s.`,
        advice:
          'Find the two: most likely one has a copy of the other’s settings.json. Give it an id of its own and start it again. Until then both decide as they should.',
      }
    : null,
);

function inSeconds(offsetMs: number): string {
  const seconds = Math.abs(offsetMs) / 1_000;
  return seconds < 60 ? `${seconds.toFixed(1)} s` : formatSpan(Math.abs(offsetMs));
}

export const GATE_STATE_RULES: readonly Rule[] = [cameraFailed, onBattery, clockOff, snapshotOld, idShared];
