import type { ReactNode } from 'react';
import { LaptopSymbol } from './gate-symbols.tsx';
import styles from './controls.module.css';
import { AttentionSymbol, ToneSymbol } from './symbols.tsx';

/** `done`: it happened; `attention`: somebody must do something; `plain`: good to know. */
export type NoteTone = 'done' | 'attention' | 'plain';

/** What came of something, or what to know, in a sentence with a symbol. */
export function Note({
  tone,
  children,
  testId,
}: {
  readonly tone: NoteTone;
  readonly children: ReactNode;
  readonly testId?: string;
}) {
  return (
    <div className={styles.note} role="status" data-tone={tone} data-testid={testId}>
      {tone === 'done' && <ToneSymbol tone="admitted" />}
      {tone === 'attention' && <AttentionSymbol />}
      {tone === 'plain' && <LaptopSymbol />}
      <div>{children}</div>
    </div>
  );
}
