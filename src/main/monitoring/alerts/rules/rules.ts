import type { Rule } from '../condition.ts';
import { CROWD_RULES } from './crowd.ts';
import { GATE_CONTACT_RULES } from './gate-contact.ts';
import { GATE_STATE_RULES } from './gate-state.ts';
import { LEFT_OVER_RULES } from './left-over.ts';
import { SERVER_RULES } from './server.ts';
import { SLOW_RULES } from './slow-answers.ts';

/** Every rule that a look is judged by. */
export const RULES: readonly Rule[] = [
  ...GATE_CONTACT_RULES,
  ...GATE_STATE_RULES,
  ...CROWD_RULES,
  ...SLOW_RULES,
  ...SERVER_RULES,
  ...LEFT_OVER_RULES,
];
