import type { ReactNode } from 'react';
import styles from './controls.module.css';

/** A button that a thumb can hit. `primary`: the one thing to do here; `quiet`: everything else. */
export function Button({
  children,
  onPress,
  look = 'quiet',
  isDisabled = false,
  testId,
}: {
  readonly children: ReactNode;
  readonly onPress: () => void;
  readonly look?: 'primary' | 'quiet';
  readonly isDisabled?: boolean;
  readonly testId?: string;
}) {
  return (
    <button
      type="button"
      className={styles.button}
      data-look={look}
      data-testid={testId}
      disabled={isDisabled}
      onClick={onPress}
    >
      {children}
    </button>
  );
}
