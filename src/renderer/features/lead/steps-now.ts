import type { GateState } from '#shared/gate-state.ts';
import { UNDECIDED_CAUSES } from '#shared/undecided.ts';
import { STATE_WORDS as WORDS } from './words/state-words.ts';

/** What a lead does now about the gate's state, first things first. */
export function stepsNow({ connection, emergency }: GateState): readonly string[] {
  switch (connection.state) {
    case 'connecting':
    case 'online':
      return [WORDS.nothing];
    case 'catching-up':
      return [WORDS.nothing, WORDS.leaveOn];
    case 'on-its-own':
      return [
        WORDS.goOn,
        UNDECIDED_CAUSES[connection.cause].advice,
        ...(emergency.snapshot?.isOld === true ? [WORDS.oldCopy] : []),
        WORDS.leaveOn,
      ];
    case 'away':
      return [UNDECIDED_CAUSES[connection.cause].advice, WORDS.otherGate];
  }
}
