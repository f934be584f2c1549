import type { GateState } from '#shared/gate-state.ts';
import { toneOf } from '#shared/verdict.ts';
import { ConnectionSymbol } from '../../components/gate-symbols.tsx';
import { ToneSymbol } from '../../components/symbols.tsx';
import styles from './gate-strip.module.css';
import type { ShownVerdict } from './scan-state.ts';
import { CONNECTION_WORDS, shortVerdictWords } from './words.ts';

const SHOWN_PAST = 2;

/** What is left of the gate's panel beside the lead's screen: how the gate stands, and its last verdicts. */
export function GateStrip({
  gate,
  past,
}: {
  readonly gate: GateState | null;
  readonly past: readonly ShownVerdict[];
}) {
  return (
    <aside className={styles.strip} data-testid="gate-strip">
      {gate !== null && (
        <p
          className={styles.gate}
          data-testid="connection"
          data-connection={gate.connection.state}
          data-pending-lines={gate.emergency.pendingLines}
        >
          <b>{gate.gate.id}</b>
          <ConnectionSymbol state={gate.connection.state} />
          {CONNECTION_WORDS[gate.connection.state]}
        </p>
      )}
      <ol className={styles.past} data-testid="past-verdicts">
        {past.slice(0, SHOWN_PAST).map(({ answer, shownAtMs }) => (
          <li key={shownAtMs} data-tone={toneOf(answer.verdict)}>
            <ToneSymbol tone={toneOf(answer.verdict)} />
            <span>{shortVerdictWords(answer)}</span>
          </li>
        ))}
      </ol>
    </aside>
  );
}
