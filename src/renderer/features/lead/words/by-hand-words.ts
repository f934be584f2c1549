import type { GateState } from '#shared/gate-state.ts';

/** What to do when nothing can be written on this laptop: then, and only then, paper counts. */
export const BY_HAND_WORDS = {
  title: 'Write by hand now',
  problem: {
    'log-disk-full': 'This laptop’s disk is full. Nothing it decides alone can be kept.',
    'log-unwritable': 'The emergency log can’t be written on this laptop.',
    'gate-in-use': 'Another program on this laptop runs the same gate and holds its log.',
  } satisfies Record<NonNullable<GateState['emergency']['logProblem']>, string>,
  whileOnline: 'The database answers, so green and red still count. Paper is for amber.',
  steps: [
    'On paper: the name, or the last characters of the code; the time; the gate.',
    'Let in whoever has a ticket that looks right.',
  ],
  repair: {
    'log-disk-full':
      'Free space: empty the wastebasket, delete downloads. Never touch the folder of the emergency log.',
    'log-unwritable': 'Use another laptop for this gate if there is one, and tell the IT person.',
    'gate-in-use': 'Close the other program, and tell the IT person.',
  } satisfies Record<NonNullable<GateState['emergency']['logProblem']>, string>,
  afterwards: 'Green or red again means that it works. Then enter the paper: Write down, From paper.',
} as const;
