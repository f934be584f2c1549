import { useEffect, useRef, useState } from 'react';
import styles from './typing-field.module.css';
import { WORDS } from './words.ts';

/** A field that the lead has left open must not stand over the picture for the rest of the night. */
const IDLE_MS = 20_000;
const MAX_CHARACTERS = 1_000;

/** A code typed by hand, when neither camera nor scanner can read it. */
export function TypingField({
  onCode,
  onClose,
}: {
  readonly onCode: (code: string) => void;
  readonly onClose: () => void;
}) {
  const [code, setCode] = useState('');
  const field = useRef<HTMLInputElement>(null);

  useEffect(() => field.current?.focus(), []);
  useEffect(() => {
    const timer = setTimeout(onClose, IDLE_MS);
    return () => clearTimeout(timer);
    // Every key starts the time anew; `onClose` is another function at every render.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [code]);

  return (
    <form
      className={styles.layer}
      onSubmit={(event) => {
        event.preventDefault();
        if (code !== '') onCode(code);
      }}
    >
      <label className={styles.card}>
        <span className={styles.label}>{WORDS.typeCode}</span>
        <input
          ref={field}
          className={styles.field}
          data-testid="typing-field"
          value={code}
          maxLength={MAX_CHARACTERS}
          autoComplete="off"
          autoCapitalize="off"
          autoCorrect="off"
          spellCheck={false}
          onChange={(event) => setCode(event.target.value)}
          onBlur={() => field.current?.focus()}
          onKeyDown={(event) => {
            if (event.key === 'Escape') onClose();
          }}
        />
        <span className={styles.hint}>{WORDS.typeHint}</span>
      </label>
    </form>
  );
}
