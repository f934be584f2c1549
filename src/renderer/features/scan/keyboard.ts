import { type FieldRun, takeFieldKey } from './field-burst.ts';
import { INITIAL_WEDGE_STATE, SCREEN_LIMITS, STRAY_MS, takeKey, TYPING_LIMITS } from './keyboard-wedge.ts';
import { putIntoField, type TextField } from './text-field.ts';

/** Keys that edit a text field; every other key does nothing there. */
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
/** Keys that the lead's fields have besides: to the next field, and up and down a list. */
const FORM_KEYS: ReadonlySet<string> = new Set(['Tab', 'ArrowUp', 'ArrowDown']);
const EDITING_COMMANDS: ReadonlySet<string> = new Set(['a', 'c', 'v', 'x', 'z']);

/** Where keys go: to nothing but scanners, to the field for a typed code, or to the lead's screen. */
export type KeyboardPlace =
  | { readonly kind: 'scan' }
  | { readonly kind: 'typing' }
  /**
   * `field` is the one that has the focus; null while it is on a button or on nothing. `isInForm`: the focus is in a form that Escape puts
   * away by itself.
   */
  | { readonly kind: 'lead'; readonly field: TextField | null; readonly isInForm: boolean };

export type KeyboardParts = {
  readonly target: Pick<Window, 'addEventListener' | 'removeEventListener'>;
  readonly place: () => KeyboardPlace;
  /** What each function key does. */
  readonly functionKeys: Readonly<Record<string, () => void>>;
  /** Escape on the lead's screen, outside such a form. */
  readonly onLeadEscape: () => void;
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
  let placeBefore: KeyboardPlace['kind'] = 'scan';
  let run: FieldRun | null = null;
  let fieldBefore: TextField | null = null;
  let lastKeyAtMs = -Infinity;

  function onKeyDown(event: KeyboardEvent): void {
    const place = parts.place();
    const onFunctionKey = parts.functionKeys[event.key];
    if (onFunctionKey !== undefined) {
      event.preventDefault();
      if (!event.repeat) onFunctionKey();
    } else if (place.kind === 'lead' && event.key === 'Escape') {
      run = null;
      if (place.isInForm) return;
      event.preventDefault();
      parts.onLeadEscape();
    } else if (place.kind === 'lead' && place.field !== null) {
      onFieldKey(event, place.field);
    } else {
      onOtherKey(event, place.kind);
    }
    if (!isModifier(event)) lastKeyAtMs = event.timeStamp;
  }

  /** In a field of the lead's screen: a person types, and a scanner may go off. */
  function onFieldKey(event: KeyboardEvent, field: TextField): void {
    // What began elsewhere does not end here.
    wedge = INITIAL_WEDGE_STATE;
    if (field !== fieldBefore) run = null;
    fieldBefore = field;
    const isText = !event.repeat && !event.isComposing && !isChord(event);
    const step = isText
      ? takeFieldKey(run, { key: event.key, atMs: event.timeStamp, value: field.value })
      : { run: null, ended: null };
    run = step.run;
    if (step.ended === null) {
      if (!isEditing(event) && !FORM_KEYS.has(event.key)) event.preventDefault();
      return;
    }
    stop(event);
    putIntoField(field, step.ended.valueBefore);
    if (step.ended.kind === 'scan') parts.onScannerCode(step.ended.code);
    else parts.onBrokenScan();
  }

  function onOtherKey(event: KeyboardEvent, place: KeyboardPlace['kind']): void {
    const { key } = event;
    // What was typed into a field is no beginning of a burst on the screen, nor the other way round.
    if (place !== placeBefore) wedge = INITIAL_WEDGE_STATE;
    placeBefore = place;
    fieldBefore = null;
    const isTyping = place === 'typing';
    const isAlone = wedge.kind === 'idle' && event.timeStamp - lastKeyAtMs >= STRAY_MS;
    const step = takeKey(
      wedge,
      { key, atMs: event.timeStamp, isCommand: event.repeat || event.isComposing || isChord(event) },
      isTyping ? TYPING_LIMITS : SCREEN_LIMITS,
    );
    wedge = step.state;
    // In the typing field that was a person's hand.
    if (step.isBroken && !isTyping) parts.onBrokenScan();
    if (step.code !== null) {
      stop(event);
      parts.onScannerCode(step.code);
      return;
    }
    // A scanner's Enter never comes alone, not even its second one.
    const isForButtons = place === 'lead' && isAlone && !event.repeat && (key === 'Tab' || key === 'Enter');
    if (!isForButtons && !(isTyping && isEditing(event))) event.preventDefault();
  }

  const onKey = (event: Event): void => {
    if (event instanceof KeyboardEvent) onKeyDown(event);
  };
  parts.target.addEventListener('keydown', onKey, true);
  return () => parts.target.removeEventListener('keydown', onKey, true);
}

function stop(event: KeyboardEvent): void {
  event.preventDefault();
  event.stopPropagation();
}

/** AltGr writes characters on many layouts and reports itself as Ctrl and Alt. */
function isChord(event: KeyboardEvent): boolean {
  return (event.ctrlKey || event.metaKey || event.altKey) && !event.getModifierState('AltGraph');
}

function isModifier({ key }: KeyboardEvent): boolean {
  return key === 'Shift' || key === 'Control' || key === 'Alt' || key === 'AltGraph' || key === 'Meta';
}

function isEditing(event: KeyboardEvent): boolean {
  if (isChord(event)) return EDITING_COMMANDS.has(event.key.toLowerCase()) && !event.altKey;
  return EDITING_KEYS.has(event.key) || Array.from(event.key).length === 1;
}
