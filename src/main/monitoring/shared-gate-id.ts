import { THRESHOLDS } from './alerts/thresholds.ts';

/**
 * Whether two laptops run under a gate's id, by the gate's own word. It says so with every beat for as long as it is so, so that
 * its word is as fresh as its last beat; when the other one has gone, the word grows old.
 */
export function isGateIdShared(said: {
  readonly seenAtMs: number;
  /** When it said so last; null where it never did. */
  readonly idSharedAtMs: number | null;
}): boolean {
  return said.idSharedAtMs !== null && said.seenAtMs - said.idSharedAtMs <= THRESHOLDS.notHeardMs;
}
