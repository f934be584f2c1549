import type { Rule } from '../condition.ts';
import { countOf, nameOf } from './gate-words.ts';

/** What waits for a person. */

const statusUnknown: Rule = ({ unknownStatuses, nowMs }) =>
  unknownStatuses === 0
    ? []
    : [
        {
          kind: 'status-unknown',
          subject: 'all',
          gateId: null,
          level: 'amber',
          words: `${countOf(unknownStatuses, 'ticket purchase has', 'ticket purchases have')} a status that no gate knows: whoever comes with one is not decided about.`,
          advice:
            'Set it to valid, used or cancelled in the database; “admit-one check” names one of them. Until then the lead decides by hand.',
          since: { from: 'noticed', atMs: nowMs },
        },
      ];

const conflictsOpen: Rule = ({ conflicts }) =>
  conflicts.open === 0 || conflicts.newestOpenedAtMs === null
    ? []
    : [
        {
          kind: 'conflicts-open',
          subject: 'all',
          gateId: null,
          level: 'amber',
          words: `${countOf(conflicts.open, 'conflict is', 'conflicts are')} open: a ticket purchase was admitted more than once.`,
          advice: 'Look at each, decide, and close it with your name and a word of why.',
          // A newer conflict is another alert, whoever has seen the one before.
          since: { from: 'fact', atMs: conflicts.newestOpenedAtMs },
        },
      ];

const linesSetAside: Rule = ({ setAside, gates }) =>
  setAside.map(({ gateId, lines, newestAtMs }) => ({
    kind: 'lines-set-aside',
    subject: gateId,
    gateId,
    level: 'amber',
    words: `${countOf(lines, 'line')} of the emergency log of ${nameOf(gates.find((gate) => gate.gateId === gateId) ?? { gateId, name: null })} could not go into the database and ${lines === 1 ? 'is' : 'are'} set aside.`,
    advice: '“admit-one log set-aside” says why, line by line.',
    since: { from: 'fact', atMs: newestAtMs },
  }));

export const LEFT_OVER_RULES: readonly Rule[] = [statusUnknown, conflictsOpen, linesSetAside];
