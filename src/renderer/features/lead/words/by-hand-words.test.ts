import { expect, it } from 'vitest';
import { UNDECIDED_CAUSES } from '#shared/undecided.ts';
import { STANDING_ADVICE } from '../../scan/standing-advice.ts';
import { BY_HAND_WORDS } from './by-hand-words.ts';

it('a gate whose log another program holds is told to close that program, never to take another id', () => {
  const advices = [
    BY_HAND_WORDS.repair['gate-in-use'],
    UNDECIDED_CAUSES['gate-in-use'].advice,
    STANDING_ADVICE['gate-in-use'],
  ];
  for (const advice of advices) {
    expect(advice).toMatch(/close the other program/iu);
    expect(advice).toMatch(/tell the IT person/iu);
    expect(advice).not.toMatch(/\bid\b/iu);
  }
});
