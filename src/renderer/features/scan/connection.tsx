import type { GateState } from '#shared/gate-state.ts';
import { ConnectionSymbol } from '../../components/gate-symbols.tsx';
import { AttentionSymbol } from '../../components/symbols.tsx';
import styles from './connection.module.css';
import { standingLines } from './standing.ts';
import { CONNECTION_WORDS } from './words.ts';

/** How the gate stands with the database, in a symbol and a word, and what goes with it. */
export function Connection({
  gate,
  guestsForLead,
  now,
}: {
  readonly gate: GateState;
  readonly guestsForLead: number;
  readonly now: Date;
}) {
  const { state } = gate.connection;
  return (
    <div
      className={styles.connection}
      role="status"
      data-testid="connection"
      data-connection={state}
      data-pending-lines={gate.emergency.pendingLines}
    >
      <p className={styles.state}>
        <ConnectionSymbol state={state} />
        {CONNECTION_WORDS[state]}
      </p>
      {standingLines(gate, guestsForLead, now).map(({ kind, words, isWarning }) => (
        <p key={kind} className={styles.line} data-is-warning={isWarning} data-testid={`standing-${kind}`}>
          {isWarning && <AttentionSymbol />}
          <span>{words}</span>
        </p>
      ))}
    </div>
  );
}
