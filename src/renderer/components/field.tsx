import type { RefObject } from 'react';
import styles from './controls.module.css';

/** One line of text with its label above. */
export function Field({
  label,
  value,
  onChange,
  onEnter,
  onEscape,
  maxLength,
  placeholder,
  hasFocus = false,
  reference,
  testId,
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onEnter?: (() => void) | undefined;
  readonly onEscape?: () => void;
  readonly maxLength: number;
  readonly placeholder?: string;
  /** Whether it has the cursor from the start. */
  readonly hasFocus?: boolean;
  readonly reference?: RefObject<HTMLInputElement | null>;
  readonly testId: string;
}) {
  return (
    <label className={styles.field}>
      <span className={styles.label}>{label}</span>
      <input
        ref={reference}
        className={styles.input}
        data-testid={testId}
        value={value}
        maxLength={maxLength}
        placeholder={placeholder}
        // A person opened this part of the screen in order to write here.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus={hasFocus}
        autoComplete="off"
        autoCapitalize="off"
        autoCorrect="off"
        spellCheck={false}
        dir="auto"
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && onEnter !== undefined) {
            event.preventDefault();
            // A key that is held says nothing a second time: a question may have come up meanwhile.
            if (!event.repeat) onEnter();
          }
          if (event.key === 'Escape' && !event.nativeEvent.isComposing) onEscape?.();
        }}
      />
    </label>
  );
}
