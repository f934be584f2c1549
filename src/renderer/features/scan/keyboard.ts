import { INITIAL_WEDGE_STATE, SCREEN_LIMITS, takeKey, TYPING_LIMITS } from './keyboard-wedge.ts';

/** Keys that edit the typing field; every other key does nothing there. */
const EDITING_KEYS: ReadonlySet<string> = new Set([
  'Backspace',
  'Delete',
  'ArrowLeft',
  'ArrowRight',
  'Home',
  'End',
  'Enter',
  'Escape',
]);
const EDITING_COMMANDS: ReadonlySet<string> = new Set(['a', 'c', 'v', 'x', 'z']);

export type KeyboardParts = {
  readonly target: Pick<Window, 'addEventListener' | 'removeEventListener'>;
  /** The key that opens and closes the typing field. */
  readonly typingKey: string;
  readonly isTyping: () => boolean;
  readonly onTypingKey: () => void;
  readonly onScannerCode: (code: string) => void;
  /** A scanner's burst ended that was not whole, so nothing of it was taken. */
  readonly onBrokenScan: () => void;
};

/**
 * Listens to every key before anything else does: a scanner's Enter must press no button, and a stray key must not reload,
 * scroll or zoom. Returns the function that stops it.
 */
export function listenToKeyboard(parts: KeyboardParts): () => void {
  let wedge = INITIAL_WEDGE_STATE;
  let wasTyping = false;

  function onKeyDown(event: KeyboardEvent): void {
    const { key } = event;
    const isTyping = parts.isTyping();
    // What was typed into the field is no beginning of a burst on the screen, nor the other way round.
    if (isTyping !== wasTyping) wedge = INITIAL_WEDGE_STATE;
    wasTyping = isTyping;
    const step = takeKey(
      wedge,
      { key, atMs: event.timeStamp, isCommand: event.repeat || event.isComposing || isChord(event) },
      isTyping ? TYPING_LIMITS : SCREEN_LIMITS,
    );
    wedge = step.state;
    // In the typing field that was a person's hand.
    if (step.isBroken && !isTyping) parts.onBrokenScan();
    if (step.code !== null) {
      event.preventDefault();
      event.stopPropagation();
      parts.onScannerCode(step.code);
    } else if (key === parts.typingKey) {
      event.preventDefault();
      if (!event.repeat) parts.onTypingKey();
    } else if (!isTyping || !isEditing(event)) {
      event.preventDefault();
    }
  }

  const onKey = (event: Event): void => {
    if (event instanceof KeyboardEvent) onKeyDown(event);
  };
  parts.target.addEventListener('keydown', onKey, true);
  return () => parts.target.removeEventListener('keydown', onKey, true);
}

/** AltGr writes characters on many layouts and reports itself as Ctrl and Alt. */
function isChord(event: KeyboardEvent): boolean {
  return (event.ctrlKey || event.metaKey || event.altKey) && !event.getModifierState('AltGraph');
}

function isEditing(event: KeyboardEvent): boolean {
  if (isChord(event)) return EDITING_COMMANDS.has(event.key.toLowerCase()) && !event.altKey;
  return EDITING_KEYS.has(event.key) || Array.from(event.key).length === 1;
}
