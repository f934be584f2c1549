import type { ReactNode } from 'react';
import type { GateCheckLine } from '#shared/gate-check.ts';
import { LevelSymbol } from './check-level.tsx';
import styles from './check-section.module.css';

/** One thing that only a person can tell: how it stands, what to try, and the answer. */
export function CheckCard({
  title,
  line,
  hint,
  children,
}: {
  readonly title: string;
  /** Its line in the check; null before there is one. */
  readonly line: GateCheckLine | null;
  readonly hint: string;
  readonly children: ReactNode;
}) {
  return (
    <section
      className={styles.card}
      data-level={line?.level ?? 'amber'}
      data-testid={line === null ? undefined : `try-${line.id}`}
    >
      <h3>
        {line !== null && line.at !== null && <LevelSymbol level={line.level} />}
        {title}
      </h3>
      <p className={styles.hint}>{hint}</p>
      {children}
    </section>
  );
}
