import type { CheckLine } from '#shared/system-check.ts';
import type { VerdictTone } from '#shared/verdict.ts';

type Level = CheckLine['level'];

export const CHECK_WORDS = {
  run: 'Run the check',
  runAgain: 'Run it again',
  running: 'Looking … this takes some seconds. Scanning goes on.',
  never: 'This gate was not checked yet',
  at: (time: string) => `Checked ${time}`,
  summary: {
    green: 'All is well',
    amber: 'Know this before the doors open',
    red: 'Do not open the doors like this',
  } satisfies Record<Level, string>,
  counts: (red: number, amber: number, green: number) => `${red} red, ${amber} amber, ${green} green`,
  levels: { green: 'green', amber: 'amber', red: 'red' } satisfies Record<Level, string>,
  tryIt: 'Only you can tell',
  yes: 'Yes',
  no: 'No',
  camera: {
    title: 'Camera',
    hint: 'Photograph this code with a phone, and hold the phone to the camera.',
    picture: 'The test code',
    notRead: 'It is not read',
  },
  loudspeaker: {
    title: 'Loudspeaker',
    hint: 'Three sounds: two notes up, two low buzzes, one that asks.',
    play: 'Play the sounds',
    question: 'Did you hear all three?',
    mute: 'The sounds can’t be played now.',
  },
  screen: {
    title: 'Screen',
    hint: 'Three colours over the whole screen. Step back, then touch it.',
    show: 'Show the colours',
    question: 'Could you read them from two metres?',
  },
  patches: {
    admitted: 'Green: admitted',
    refused: 'Red: refused',
    undecided: 'Amber: scan again',
  } satisfies Record<VerdictTone, string>,
} as const;
