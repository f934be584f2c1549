import type { GateCheckLine } from '#shared/gate-check.ts';
import { LevelSymbol } from './check-level.tsx';
import styles from './check-section.module.css';
import { CHECK_WORDS as WORDS } from './words/check-words.ts';

const WORST_FIRST = ['red', 'amber', 'green'] as const;

/** What was found, what is worst first, each with what to do about it. */
export function CheckLines({ lines }: { readonly lines: readonly GateCheckLine[] }) {
  const sorted = WORST_FIRST.flatMap((level) => lines.filter((line) => line.level === level));
  return (
    <ol className={styles.lines} data-testid="check-lines">
      {sorted.map((line) => (
        <li key={line.id} className={styles.line} data-level={line.level} data-testid={`check-${line.id}`}>
          <LevelSymbol level={line.level} />
          <p>
            <b>{line.title}</b>
            <span className={styles.level}>{WORDS.levels[line.level]}</span>
            <span dir="auto">{line.finding}</span>
            {line.advice !== null && (
              <span className={styles.advice} dir="auto">
                {line.advice}
              </span>
            )}
          </p>
        </li>
      ))}
    </ol>
  );
}
