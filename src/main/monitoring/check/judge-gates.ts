import { formatBytes } from '#shared/size.ts';
import { formatSpan } from '#shared/span.ts';
import { PROGRAM_VERSION } from '#main/gate/program-version.ts';
import { THRESHOLDS } from '../alerts/thresholds.ts';
import { amber, green, type Judgement, red } from './check.ts';
import type { CheckedGate } from './gate-rows.ts';
import { differingSettings } from './gate-settings.ts';
import { counted, listed, milliseconds } from './words.ts';

/** A night on its own is some megabytes; the system wants more. */
const LITTLE_DISK_BYTES = 1_000_000_000;

/** Whether it beats. */
export function isOn({ isClosed, silentMs }: Pick<CheckedGate, 'isClosed' | 'silentMs'>): boolean {
  return !isClosed && silentMs <= THRESHOLDS.notHeardMs;
}

/** Judges how many there are of those that will be wanted. */
export function judgeHeard(tonight: readonly CheckedGate[], wanted: number): Judgement {
  const on = tonight.filter(isOn);
  const away = tonight
    .filter((gate) => !isOn(gate))
    .map(({ gateId, isClosed, silentMs }) =>
      isClosed ? `${gateId} (closed)` : `${gateId} (silent for ${formatSpan(silentMs)})`,
    );
  const finding =
    `${on.length} of ${wanted} are on${on.length === 0 ? '' : `: ${listed(idsOf(on), 12)}`}.` +
    (away.length === 0 ? '' : ` Not on: ${listed(away)}.`);
  return on.length >= wanted && away.every((each) => each.endsWith('(closed)'))
    ? green(finding)
    : amber(finding, 'Switch the others on, and let each be online until its snapshot is complete.');
}

/** Judges whether each laptop has an id of its own, as far as the gates say. */
export function judgeIds(on: readonly CheckedGate[]): Judgement {
  const shared = on.filter(({ isIdShared }) => isIdShared);
  if (shared.length === 0) return green(on.length === 0 ? 'No gate is on.' : 'Each laptop has its own.');
  return red(
    `Two laptops run under one id: ${listed(idsOf(shared))}.`,
    'Most likely one has a copy of the other’s settings.json: give it an id of its own and start it again.',
  );
}

/** Judges whether all run the same program, this one. */
export function judgeVersions(on: readonly CheckedGate[], own = PROGRAM_VERSION): Judgement {
  const byVersion = Map.groupBy(on, ({ programVersion }) => programVersion);
  if (byVersion.size === 0) return green(`No gate is on; this program is ${own}.`);
  if (byVersion.size === 1 && byVersion.has(own)) return green(`All run ${own}.`);
  const found = [...byVersion].map(([version, gates]) => `${version} on ${listed(idsOf(gates))}`);
  return amber(`${found.join('; ')}; this program is ${own}.`, 'Install the same version on every laptop.');
}

/** Judges whether their settings are alike, but for what makes a laptop this gate and no other. */
export function judgeSettings(on: readonly CheckedGate[]): Judgement {
  const saying = on.filter(({ commonSettings }) => commonSettings !== null);
  if (saying.length === 0) return green('No gate is on.');
  const different = differingSettings(saying);
  if (different.length === 0) return green(`Alike on ${counted(saying.length, 'gate')}.`);
  return amber(
    `${different.map(({ key, values }) => `${key}: ${values.map(({ value, gateIds }) => `${value} on ${listed(gateIds)}`).join(', ')}`).join('; ')}.`,
    'If that is not on purpose, make the settings files alike and start those gates again.',
  );
}

/** Judges whether they could go on without the database. */
export function judgeSnapshots(on: readonly CheckedGate[]): Judgement {
  const incomplete = on.filter(({ isSnapshotComplete }) => isSnapshotComplete !== true);
  const old = on.filter(
    (gate) => gate.isSnapshotComplete === true && snapshotAgeMs(gate) > THRESHOLDS.snapshotOld.fromMs,
  );
  if (incomplete.length === 0 && old.length === 0) {
    if (on.length === 0) return green('No gate is on.');
    return green(
      `Complete on ${counted(on.length, 'gate')}; the oldest is ${formatSpan(Math.max(...on.map(snapshotAgeMs)))} old.`,
    );
  }
  const found = [
    ...(incomplete.length === 0 ? [] : [`not complete on ${listed(idsOf(incomplete))}`]),
    ...old.map((gate) => `${formatSpan(snapshotAgeMs(gate))} old on ${gate.gateId}`),
  ];
  return amber(
    `${capitalised(listed(found))}.`,
    'Leave these gates online until it is complete and fresh; one that stays so has a full disk or says why in its log.',
  );
}

function snapshotAgeMs(gate: CheckedGate): number {
  return (gate.snapshotAgeMs ?? 0) + gate.silentMs;
}

/** Judges how far they go wrong, beyond what their measurement may be wrong by. */
export function judgeClocks(on: readonly CheckedGate[]): Judgement {
  const off = on.filter(
    ({ clockOffsetMs, clockUncertaintyMs }) =>
      Math.abs(clockOffsetMs ?? 0) > THRESHOLDS.clockOff.fromMs + (clockUncertaintyMs ?? 0),
  );
  if (off.length > 0) {
    return amber(
      `${capitalised(listed(off.map(describeClock)))}.`,
      'Set these laptops by the network’s time: the times of what they decide on their own tell who came first.',
    );
  }
  if (on.length === 0) return green('No gate is on.');
  const mostMs = Math.max(...on.map(({ clockOffsetMs }) => Math.abs(clockOffsetMs ?? 0)));
  return green(`At the most ${milliseconds(mostMs)} from the server’s.`);
}

function describeClock({ gateId, clockOffsetMs }: CheckedGate): string {
  const offsetMs = clockOffsetMs ?? 0;
  return `${gateId} is ${formatSpan(Math.abs(offsetMs))} ${offsetMs > 0 ? 'behind' : 'ahead'}`;
}

/** Judges what they say of their camera, power and disk. */
export function judgeLaptops(on: readonly CheckedGate[]): Judgement {
  const faults = on.flatMap(({ gateId, camera, power, freeDiskBytes }) => [
    ...(camera === 'failed' ? [`the camera of ${gateId} gives no picture`] : []),
    ...(power === 'battery' ? [`${gateId} is on its battery`] : []),
    ...(freeDiskBytes !== null && freeDiskBytes < LITTLE_DISK_BYTES
      ? [`${gateId} has ${formatBytes(freeDiskBytes)} of disk left`]
      : []),
  ]);
  if (faults.length === 0) {
    return green(
      on.length === 0 ? 'No gate is on.' : 'Cameras, power and disks are well, as far as the gates say.',
    );
  }
  return amber(
    `${capitalised(listed(faults))}.`,
    'See to these laptops; the lead’s screen there checks more.',
  );
}

/** Judges whether an emergency log waits to go in. */
export function judgePending(gates: readonly CheckedGate[]): Judgement {
  const waiting = gates.filter(({ pendingLines }) => pendingLines > 0);
  if (waiting.length === 0) return green('Nothing waits to go in.');
  const found = waiting.map(({ gateId, pendingLines }) => `${gateId} (${pendingLines})`);
  return amber(
    `Lines wait at ${listed(found)}.`,
    'Switch these gates on and online: they put them in by themselves; or take the log away and use “admit-one log replay”.',
  );
}

/** Judges the lines that could not go in, by the gates that wrote them. */
export function judgeSetAside(gateIds: readonly string[]): Judgement {
  if (gateIds.length === 0) return green('None.');
  const byGate = [...Map.groupBy(gateIds, (gateId) => gateId)].map(([id, own]) => `${id} (${own.length})`);
  return amber(
    `${counted(gateIds.length, 'line')} that could not go in, of ${listed(byGate)}.`,
    'See why with “admit-one log set-aside”: put right what is in their way and replay the log, or close them by name and reason.',
  );
}

/** Judges the conflicts. */
export function judgeConflicts(open: number): Judgement {
  if (open === 0) return green('None is open.');
  return amber(
    `${counted(open, 'conflict')} open: a ticket that was admitted more than once.`,
    'Look at them with “admit-one conflicts list” and close each with a name and a reason.',
  );
}

function idsOf(gates: readonly CheckedGate[]): readonly string[] {
  return gates.map(({ gateId }) => gateId);
}

function capitalised(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
