export const PIN_WORDS = {
  title: 'PIN of the gate lead',
  scanningGoesOn: 'Scanning goes on.',
  choose: 'Choose the PIN of this laptop',
  chooseHint:
    '4 to 12 digits. Six or more are better: a short PIN is soon guessed by somebody who has the laptop.',
  again: 'Once more, to be sure',
  differ: 'The two were not the same. Choose anew.',
  wrong: 'Wrong PIN.',
  waitFor: (seconds: number) => `Wait ${seconds} s`,
  checking: 'One moment …',
  clear: 'Clear',
  next: 'Next',
  open: 'Open',
  failed: (problem: string) => `The PIN could not be checked: ${problem}`,
} as const;
