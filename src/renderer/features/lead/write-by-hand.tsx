import type { GateState } from '#shared/gate-state.ts';
import { AttentionSymbol } from '../../components/symbols.tsx';
import { BY_HAND_WORDS as WORDS } from './words/by-hand-words.ts';
import styles from './write-by-hand.module.css';

/** When nothing can be written on this laptop: how to go on with paper, large and plain, whatever else is open. */
export function WriteByHand({ gate }: { readonly gate: GateState }) {
  const { logProblem } = gate.emergency;
  if (logProblem === null) return null;
  const isOnline = gate.connection.state === 'online' || gate.connection.state === 'catching-up';
  return (
    <section className={styles.card} data-testid="write-by-hand" data-problem={logProblem}>
      <h2>
        <AttentionSymbol />
        {WORDS.title}
      </h2>
      <p>{WORDS.problem[logProblem]}</p>
      {isOnline && <p>{WORDS.whileOnline}</p>}
      <ol>
        {[...WORDS.steps, WORDS.repair[logProblem], WORDS.afterwards].map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
    </section>
  );
}
