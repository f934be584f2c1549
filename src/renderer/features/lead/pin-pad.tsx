import { type PointerEvent, useEffect, useRef } from 'react';
import { Button } from '../../components/button.tsx';
import { KeySymbol } from '../../components/gate-symbols.tsx';
import { Note } from '../../components/note.tsx';
import { LEAD_WORDS } from './words/desk-words.ts';
import { PIN_WORDS } from './words/pin-words.ts';
import styles from './pin-pad.module.css';

export const MIN_DIGITS = 4;
const MAX_DIGITS = 12;
const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;

/** Digits by keyboard and by touch; what they are is never shown. */
export function PinPad({
  title,
  hint,
  pin,
  onChange,
  onEnter,
  enterWords,
  isEnterable,
  problem,
  waitWords,
  onCancel,
}: {
  readonly title: string;
  readonly hint: string;
  readonly pin: string;
  readonly onChange: (pin: string) => void;
  readonly onEnter: () => void;
  readonly enterWords: string;
  readonly isEnterable: boolean;
  readonly problem: string | null;
  /** How long no PIN is taken, or null when one is. */
  readonly waitWords: string | null;
  readonly onCancel: () => void;
}) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const type = (digit: string): void => onChange((pin + digit).slice(0, MAX_DIGITS));

  return (
    <section className={styles.pad} data-testid="pin-pad" onPointerDown={keepFocus}>
      <KeySymbol className={styles.symbol} />
      <h2>{title}</h2>
      <p className={styles.hint}>{hint}</p>
      <input
        ref={field}
        className={styles.pin}
        data-testid="pin"
        type="password"
        // Letters have no place in a PIN, and a touch screen's own keyboard none over the pad.
        inputMode="none"
        autoComplete="off"
        aria-label={title}
        value={pin}
        onChange={(event) => onChange(event.target.value.replaceAll(/\D/gu, '').slice(0, MAX_DIGITS))}
        onBlur={() => field.current?.focus()}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && isEnterable) onEnter();
        }}
      />
      <div className={styles.said}>
        {waitWords !== null && (
          <p className={styles.wait} role="timer" data-testid="pin-wait">
            {waitWords}
          </p>
        )}
        {problem !== null && (
          <Note tone="attention" testId="pin-problem">
            {problem}
          </Note>
        )}
      </div>
      <div className={styles.keys}>
        {DIGITS.map((digit) => (
          <Button key={digit} onPress={() => type(digit)} testId={`digit-${digit}`}>
            {digit}
          </Button>
        ))}
        <Button onPress={() => onChange('')}>{PIN_WORDS.clear}</Button>
        <Button onPress={() => type('0')} testId="digit-0">
          0
        </Button>
        <Button look="primary" isDisabled={!isEnterable} onPress={onEnter} testId="pin-enter">
          {enterWords}
        </Button>
      </div>
      <Button onPress={onCancel} testId="pin-cancel">
        {LEAD_WORDS.cancel}
      </Button>
    </section>
  );
}

/** A finger on the pad leaves the keyboard where it is. */
function keepFocus(event: PointerEvent): void {
  if (!(event.target instanceof HTMLInputElement)) event.preventDefault();
}
