import type { DecidedVerdict } from '#shared/verdict.ts';

/** A count of nought for every verdict, to be counted up. */
export function noVerdicts(): Record<DecidedVerdict, number> {
  return {
    admitted: 0,
    'already-admitted': 0,
    'not-sold-yet': 0,
    cancelled: 0,
    'other-concert': 0,
    'not-open': 0,
    'unknown-code': 0,
  };
}
