import { z } from 'zod';

/**
 * What an attempt came to. Ids, colours and meanings are the mission's; the eight of them are everything that a gate can
 * ever show.
 */
export const DECIDED_VERDICTS = [
  'admitted',
  'already-admitted',
  'not-sold-yet',
  'cancelled',
  'other-concert',
  'not-open',
  'unknown-code',
] as const;
/** A verdict that the rules can reach and that leaves a trace. */
export type DecidedVerdict = (typeof DECIDED_VERDICTS)[number];

export const verdictSchema = z.enum([...DECIDED_VERDICTS, 'undecided']);
export type Verdict = z.infer<typeof verdictSchema>;

/** How a verdict looks and sounds: green lets in, red refuses, amber is our own fault. */
export type VerdictTone = 'admitted' | 'refused' | 'undecided';

/** The tone of a verdict; amber is kept for `undecided` alone. */
export function toneOf(verdict: Verdict): VerdictTone {
  switch (verdict) {
    case 'admitted':
      return 'admitted';
    case 'undecided':
      return 'undecided';
    case 'already-admitted':
    case 'not-sold-yet':
    case 'cancelled':
    case 'other-concert':
    case 'not-open':
    case 'unknown-code':
      return 'refused';
  }
}

/** The seed's words for `undecided`, shown to the volunteer whatever the cause. */
export const UNDECIDED_MESSAGE = 'System busy, please try scanning again';
