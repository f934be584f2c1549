import type { Answer } from '#shared/attempt.ts';
import { toneOf } from '#shared/verdict.ts';
import { BellSymbol } from '../../components/gate-symbols.tsx';
import { ToneSymbol } from '../../components/symbols.tsx';
import styles from './verdict.module.css';
import { isLeadNeeded, verdictWords } from './words.ts';

/** Symbol and words of a verdict: what is read from two metres. */
export function VerdictHeading({ answer }: { readonly answer: Answer }) {
  const { title, action } = verdictWords(answer);
  return (
    <>
      {isLeadNeeded(answer) ? (
        <BellSymbol className={styles.symbol} />
      ) : (
        <ToneSymbol tone={toneOf(answer.verdict)} className={styles.symbol} />
      )}
      <header className={styles.heading}>
        <h2 className={styles.title}>{title}</h2>
        {action !== null && <p className={styles.action}>{action}</p>}
      </header>
    </>
  );
}
