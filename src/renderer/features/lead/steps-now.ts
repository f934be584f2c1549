import type { GateState } from '#shared/gate-state.ts';
import { STANDING_ADVICE } from '../scan/standing-advice.ts';
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
        STANDING_ADVICE[connection.cause],
        ...(emergency.snapshot?.isOld === true ? [WORDS.oldCopy] : []),
        WORDS.leaveOn,
      ];
    case 'away':
      return [STANDING_ADVICE[connection.cause], WORDS.otherGate];
  }
}
