import type { Gate } from '#main/gate/gate-type.ts';

/** What the lead's room needs of the gate. */
export type LeadGate = Pick<
  Gate,
  | 'state'
  | 'leadAdmit'
  | 'writeEntry'
  | 'emergencyLog'
  | 'findings'
  | 'stateOfLine'
  | 'setAside'
  | 'snapshot'
  | 'foresee'
  | 'database'
  | 'clockOffset'
  | 'laptop'
>;
