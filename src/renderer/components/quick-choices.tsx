import styles from './controls.module.css';
import { Field } from './field.tsx';

/** A reason in words: one of the usual ones with a touch, or any other typed. */
export function QuickChoices({
  label,
  choices,
  value,
  onChange,
  onEnter,
  maxLength,
  hasFocus = false,
  testId,
}: {
  readonly label: string;
  readonly choices: readonly string[];
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onEnter?: () => void;
  readonly maxLength: number;
  /** Whether its field has the cursor from the start. */
  readonly hasFocus?: boolean;
  readonly testId: string;
}) {
  return (
    <div className={styles.choices}>
      <Field
        label={label}
        value={value}
        onChange={onChange}
        onEnter={onEnter}
        maxLength={maxLength}
        hasFocus={hasFocus}
        testId={testId}
      />
      <div className={styles.chips}>
        {choices.map((choice) => (
          <button
            key={choice}
            type="button"
            className={styles.chip}
            aria-pressed={choice === value}
            onClick={() => onChange(choice)}
          >
            {choice}
          </button>
        ))}
      </div>
    </div>
  );
}
