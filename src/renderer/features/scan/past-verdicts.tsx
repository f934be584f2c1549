import { toneOf } from '#shared/verdict.ts';
import { format } from '../../components/format.ts';
import { ToneSymbol } from '../../components/symbols.tsx';
import styles from './past-verdicts.module.css';
import type { ShownVerdict } from './scan-state.ts';
import { shortVerdictWords, WORDS } from './words.ts';

/** The last verdicts at this gate, without names: the next in the queue reads along. */
export function PastVerdicts({ past }: { readonly past: readonly ShownVerdict[] }) {
  return (
    <section className={styles.past} data-testid="past-verdicts">
      <h2>{WORDS.recent}</h2>
      {past.length === 0 && <p className={styles.none}>{WORDS.noneYet}</p>}
      <ol>
        {past.map(({ answer, attempt, shownAtMs }) => (
          <li key={shownAtMs} data-tone={toneOf(answer.verdict)}>
            <ToneSymbol tone={toneOf(answer.verdict)} />
            <span>{shortVerdictWords(answer)}</span>
            <time>{format.exactTimeOfDay(new Date(attempt.doorTime))}</time>
          </li>
        ))}
      </ol>
    </section>
  );
}
