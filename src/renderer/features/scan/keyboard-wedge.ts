/**
 * Handheld scanners that behave as a keyboard. They type a code far faster than a person, and end it with Enter or Tab.
 * A code is taken whole or not at all: a burst that stumbled is dropped to its end, because its rest could be read as
 * another ticket's code.
 */

/** A key press as the machine needs it. */
export type WedgeKey = {
  /** `KeyboardEvent.key`. */
  readonly key: string;
  /** `KeyboardEvent.timeStamp`, in milliseconds: when the key was pressed, however late the window got round to it. */
  readonly atMs: number;
  /** True when the key does something other than writing a character: Ctrl or Meta held, auto-repeat, an input method. */
  readonly isCommand: boolean;
};

export type WedgeState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'burst'; readonly text: string; readonly lastKeyAtMs: number }
  /** Dropping keys until the burst's end. */
  | { readonly kind: 'broken'; readonly lastKeyAtMs: number };

export type WedgeLimits = {
  /** The longest pause between two keys of one burst. */
  readonly maxGapMs: number;
  /** Shorter bursts are stray keys. */
  readonly minCharacters: number;
};

/** On the scan screen, where nobody types. */
export const SCREEN_LIMITS: WedgeLimits = { maxGapMs: 100, minCharacters: 3 };
/** In the typing field: faster and longer than any hand, so that a person's last letters are never taken for a scan. */
export const TYPING_LIMITS: WedgeLimits = { maxGapMs: 50, minCharacters: 6 };

/** After a silence as long as this the rest of a broken burst is no longer to come. */
export const QUIET_MS = 1_000;
/**
 * After a silence as long as this a few characters were a stray key, and what follows is a code of its own. Three times what a
 * scanner may pause, so that one which stumbles over its first characters does not lose them unseen.
 */
export const STRAY_MS = 300;
/** Far above any code: a key that is held down or a book on the keyboard. */
const MAX_CHARACTERS = 4_096;

export const INITIAL_WEDGE_STATE: WedgeState = { kind: 'idle' };

export type WedgeStep = {
  readonly state: WedgeState;
  /** The whole code when this key ended a burst, else null. */
  readonly code: string | null;
  /** True when this key ended a burst of which a part was lost: the code has to be scanned again. */
  readonly isBroken: boolean;
};

/** Keys that a scanner holds for a character, on some layouts with more of them than a person would; they write nothing by themselves. */
const MODIFIERS: ReadonlySet<string> = new Set(['Shift', 'CapsLock', 'Control', 'Alt', 'AltGraph']);

/** Takes one key. */
export function takeKey(before: WedgeState, pressed: WedgeKey, limits: WedgeLimits): WedgeStep {
  const { key, atMs } = pressed;
  // Windows reports AltGr, which writes characters on German and French layouts, as Control and Alt first.
  if (MODIFIERS.has(key)) return { state: before, code: null, isBroken: false };
  const state = stumble(before, atMs, limits);
  if (key === 'Enter' || key === 'Tab') {
    const isWhole = state.kind === 'burst' && state.text.length >= limits.minCharacters;
    return {
      state: INITIAL_WEDGE_STATE,
      code: isWhole && !pressed.isCommand ? state.text : null,
      isBroken: state.kind === 'broken',
    };
  }
  if (state.kind === 'broken' || pressed.isCommand || !isCharacter(key)) {
    // A dead key in a burst means a keyboard layout that is not the scanner's: a character was lost.
    return {
      state: state.kind === 'idle' ? state : { kind: 'broken', lastKeyAtMs: atMs },
      code: null,
      isBroken: false,
    };
  }
  const text = state.kind === 'burst' ? state.text + key : key;
  if (text.length > MAX_CHARACTERS) {
    return { state: { kind: 'broken', lastKeyAtMs: atMs }, code: null, isBroken: false };
  }
  return { state: { kind: 'burst', text, lastKeyAtMs: atMs }, code: null, isBroken: false };
}

/** What a pause before the next key makes of a burst. */
function stumble(state: WedgeState, atMs: number, limits: WedgeLimits): WedgeState {
  if (state.kind === 'idle') return state;
  const gapMs = atMs - state.lastKeyAtMs;
  if (gapMs >= QUIET_MS) return INITIAL_WEDGE_STATE;
  const isStray = state.kind === 'burst' && state.text.length < limits.minCharacters;
  if (isStray && gapMs >= STRAY_MS) return INITIAL_WEDGE_STATE;
  if (gapMs > limits.maxGapMs) return { kind: 'broken', lastKeyAtMs: state.lastKeyAtMs };
  return state;
}

function isCharacter(key: string): boolean {
  return Array.from(key).length === 1;
}
