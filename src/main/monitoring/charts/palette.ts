/**
 * Colours by what they mean, on white paper. They are of Okabe and Ito's set, which people with any colour vision tell apart,
 * and are told apart in grey too: every series has a pattern or a dash of its own beside its colour.
 */
export const CHART_COLOURS = {
  admitted: '#009e73',
  refused: '#d55e00',
  undecided: '#e69f00',
  expected: '#4a5663',
  first: '#0072b2',
  second: '#cc79a7',
  third: '#56b4e9',
} as const;

/** Ink of the axes and the words. */
export const CHART_INK = { text: '#1b232c', faint: '#5d6b79', line: '#c9d1d9', ground: '#ffffff' } as const;

/** The family that a file asks for; whoever sets it on paper puts its own font in its place. */
export const CHART_FONT = 'Noto Sans, Segoe UI, Helvetica, Arial, sans-serif';
