import type { ReactNode } from 'react';
import styles from './controls.module.css';

/**
 * A button that a thumb can hit. `primary`: the one thing to do here; `quiet`: everything else. One that is busy with what it was pressed
 * for does nothing and keeps the cursor; one that is disabled loses it.
 */
export function Button({
  children,
  onPress,
  look = 'quiet',
  isDisabled = false,
  isBusy = false,
  hasFocus = false,
  isExpanded,
  testId,
}: {
  readonly children: ReactNode;
  readonly onPress: () => void;
  readonly look?: 'primary' | 'quiet';
  readonly isDisabled?: boolean;
  readonly isBusy?: boolean;
  /** Whether it has the cursor from the start: what it opens has just been put away. */
  readonly hasFocus?: boolean;
  /** Of one that shows more and hides it again: whether it is shown now. */
  readonly isExpanded?: boolean;
  readonly testId?: string;
}) {
  return (
    <button
      type="button"
      className={styles.button}
      data-look={look}
      data-testid={testId}
      disabled={isDisabled}
      aria-disabled={isBusy || undefined}
      aria-expanded={isExpanded}
      // oxlint-disable-next-line jsx-a11y/no-autofocus
      autoFocus={hasFocus}
      onClick={isBusy ? undefined : onPress}
    >
      {children}
    </button>
  );
}
