import { toneOf, type Verdict } from '#shared/verdict.ts';
import { ToneSymbol } from '../../components/symbols.tsx';
import styles from './verdict.module.css';
import { VERDICT_WORDS } from './words.ts';

/** Symbol and words of a verdict: what is read from two metres. */
export function VerdictHeading({ verdict }: { readonly verdict: Verdict }) {
  const { title, action } = VERDICT_WORDS[verdict];
  return (
    <>
      <ToneSymbol tone={toneOf(verdict)} className={styles.symbol} />
      <header className={styles.heading}>
        <h2 className={styles.title}>{title}</h2>
        {action !== null && <p className={styles.action}>{action}</p>}
      </header>
    </>
  );
}
