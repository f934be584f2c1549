import type { Input, WebContents } from 'electron';
import type { Logger } from '#main/log/logger.ts';

/** What of a key press decides its fate. */
export type KeyPress = Pick<Input, 'key' | 'control' | 'alt' | 'meta' | 'shift'>;

/** How long Ctrl+Shift+Q must be held to quit: no stray touch, resting elbow or scanner can do it. */
const QUIT_HOLD_MS = 2_000;

/** Chords that edit the field for a typed code. */
const EDITING_KEYS: ReadonlySet<string> = new Set(['a', 'c', 'v', 'x', 'z']);

/**
 * Tells whether a key may reach the page. Letters, digits and the keys of a field do; chords do not (reload, close, print,
 * zoom, developer tools and whatever Chromium adds), nor do function keys but those that open the field for typing and the lead's screen.
 */
export function isKeyAllowed(press: KeyPress, openingKeys: readonly string[]): boolean {
  // AltGr arrives as Ctrl+Alt on Windows, and half of Europe types @ with it.
  const isAltGr = press.control && press.alt && press.key.length === 1;
  if (isAltGr) return true;
  if (press.control || press.meta)
    return !press.alt && !press.shift && EDITING_KEYS.has(press.key.toLowerCase());
  if (press.alt) return press.key === 'Alt' || press.key === 'AltGraph';
  if (/^F\d+$/u.test(press.key)) return openingKeys.includes(press.key);
  return !/^(Browser|Launch|ContextMenu|BrightnessDown|BrightnessUp)/u.test(press.key);
}

/** The chord by which staff end the kiosk; it must be held. */
export function isQuitChord(press: KeyPress): boolean {
  return press.control && press.shift && !press.alt && press.key.toLowerCase() === 'q';
}

type KeyboardOptions = {
  readonly contents: WebContents;
  /** The function keys that open something: the field for a typed code, the lead's screen. */
  readonly openingKeys: readonly string[];
  readonly quit: () => void;
  readonly log: Logger;
};

/** Keeps keys that would break the kiosk from the page, and quits when the staff's chord is held. */
export function setUpKeyboard({ contents, openingKeys, quit, log }: KeyboardOptions): void {
  let hold: NodeJS.Timeout | null = null;
  const release = () => {
    if (hold !== null) clearTimeout(hold);
    hold = null;
  };

  contents.on('before-input-event', (event, input) => {
    if (input.type === 'keyUp') return release();
    if (isQuitChord(input)) {
      event.preventDefault();
      hold ??= setTimeout(() => {
        log.info('Quitting: the staff’s chord was held');
        quit();
      }, QUIT_HOLD_MS);
      return;
    }
    if (isKeyAllowed(input, openingKeys)) return;
    event.preventDefault();
    // The key alone is never a code: those are letters and digits without a chord.
    if (!input.isAutoRepeat) log.info('A key was kept from the page', { key: input.key });
  });
  contents.on('blur', release);
}
