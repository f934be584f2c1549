import { formatBytes } from '#shared/size.ts';
import { formatSpan } from '#shared/span.ts';
import { countOpenConflicts } from '#main/emergency/replay/conflicts.ts';
import { listSetAside } from '#main/emergency/replay/set-aside.ts';
import { PROGRAM_VERSION } from '#main/gate/program-version.ts';
import { THRESHOLDS } from '../alerts/thresholds.ts';
import { amber, type Check, green, type Judgement, lineOf, type Subject } from './check.ts';
import { findConcert } from './find-concert.ts';
import { type CheckedGate, readGates } from './gate-rows.ts';
import { differingSettings } from './gate-settings.ts';
import { counted, listed, milliseconds } from './words.ts';

const HEARD: Subject = { id: 'gates-heard', group: 'gates', title: 'Gates' };
const VERSIONS: Subject = { id: 'gate-versions', group: 'gates', title: 'Program versions' };
const SETTINGS: Subject = { id: 'gate-settings', group: 'gates', title: 'Settings' };
const SNAPSHOTS: Subject = { id: 'snapshot-ages', group: 'gates', title: 'Snapshots' };
const CLOCKS: Subject = { id: 'gates-clock', group: 'gates', title: 'Clocks' };
const LAPTOPS: Subject = { id: 'gate-laptops', group: 'gates', title: 'Laptops' };
const PENDING: Subject = { id: 'pending-lines', group: 'gates', title: 'Emergency logs' };
const SET_ASIDE: Subject = { id: 'set-aside-lines', group: 'gates', title: 'Lines set aside' };
const CONFLICTS: Subject = { id: 'open-conflicts', group: 'gates', title: 'Conflicts' };

/** A night on its own is some megabytes; the system wants more. */
const LITTLE_DISK_BYTES = 1_000_000_000;

/** What the gates last said of themselves. A gate that was heard of on another night only does not count. */
export const gatesCheck: Check = {
  subjects: [HEARD, VERSIONS, SETTINGS, SNAPSHOTS, CLOCKS, LAPTOPS, PENDING],
  async look({ pool, gatesWanted }) {
    const gates = await readGates(pool);
    const on = gates.filter(isOn);
    return [
      lineOf(HEARD, judgeHeard(gates.filter(isOfTonight), gatesWanted)),
      lineOf(VERSIONS, judgeVersions(on)),
      lineOf(SETTINGS, judgeSettings(on)),
      lineOf(SNAPSHOTS, judgeSnapshots(on)),
      lineOf(CLOCKS, judgeClocks(on)),
      lineOf(LAPTOPS, judgeLaptops(on)),
      // A log waits for as long as it takes: of whatever night.
      lineOf(PENDING, judgePending(gates)),
    ];
  },
};

/** Lines that went nowhere, which a person must see. */
export const setAsideCheck: Check = {
  subjects: [SET_ASIDE],
  async look({ pool }) {
    const lines = await listSetAside(pool, null);
    return [lineOf(SET_ASIDE, judgeSetAside(lines.map(({ gateId }) => gateId)))];
  },
};

/** Conflicts that nobody has closed. */
export const conflictsCheck: Check = {
  subjects: [CONFLICTS],
  async look(surroundings) {
    const { concert } = await findConcert(surroundings);
    return [
      lineOf(CONFLICTS, judgeConflicts(await countOpenConflicts(surroundings.pool, concert?.id ?? null))),
    ];
  },
};

function isOfTonight({ silentMs }: CheckedGate): boolean {
  return silentMs <= THRESHOLDS.tonightMs;
}

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
    'See why with “admit-one log set-aside”, put right what is in their way and replay the log.',
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
