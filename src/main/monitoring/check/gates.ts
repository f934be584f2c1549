import { countOpenConflicts } from '#main/emergency/replay/conflicts.ts';
import { listSetAside } from '#main/emergency/replay/set-aside.ts';
import { THRESHOLDS } from '../alerts/thresholds.ts';
import { type Check, lineOf, type Subject } from './check.ts';
import { findConcert } from './find-concert.ts';
import { type CheckedGate, readGates } from './gate-rows.ts';
import {
  isOn,
  judgeClocks,
  judgeConflicts,
  judgeHeard,
  judgeIds,
  judgeLaptops,
  judgePending,
  judgeSetAside,
  judgeSettings,
  judgeSnapshots,
  judgeVersions,
} from './judge-gates.ts';

const HEARD: Subject = { id: 'gates-heard', group: 'gates', title: 'Gates' };
const IDS: Subject = { id: 'gate-ids', group: 'gates', title: 'Gate ids' };
const VERSIONS: Subject = { id: 'gate-versions', group: 'gates', title: 'Program versions' };
const SETTINGS: Subject = { id: 'gate-settings', group: 'gates', title: 'Settings' };
const SNAPSHOTS: Subject = { id: 'snapshot-ages', group: 'gates', title: 'Snapshots' };
const CLOCKS: Subject = { id: 'gates-clock', group: 'gates', title: 'Clocks' };
const LAPTOPS: Subject = { id: 'gate-laptops', group: 'gates', title: 'Laptops' };
const PENDING: Subject = { id: 'pending-lines', group: 'gates', title: 'Emergency logs' };
const SET_ASIDE: Subject = { id: 'set-aside-lines', group: 'gates', title: 'Lines set aside' };
const CONFLICTS: Subject = { id: 'open-conflicts', group: 'gates', title: 'Conflicts' };

/** What the gates last said of themselves. A gate that was heard of on another night only does not count. */
export const gatesCheck: Check = {
  subjects: [HEARD, IDS, VERSIONS, SETTINGS, SNAPSHOTS, CLOCKS, LAPTOPS, PENDING],
  async look({ pool, gatesWanted }) {
    const gates = await readGates(pool);
    const on = gates.filter(isOn);
    return [
      lineOf(HEARD, judgeHeard(gates.filter(isOfTonight), gatesWanted)),
      lineOf(IDS, judgeIds(on)),
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
