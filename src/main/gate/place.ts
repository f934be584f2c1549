import type { GateConcert } from './concert-list.ts';

/** Where and for whom a gate decides. */
export type Place = {
  readonly gateId: string;
  readonly gateName: string | null;
  readonly operator: string;
  readonly concert: GateConcert;
};
