import type { GateState } from '#shared/gate-state.ts';
import { UNDECIDED_CAUSES } from '#shared/undecided.ts';
import { ConnectionSymbol } from '../../components/symbols.tsx';
import styles from './gate-panel.module.css';
import { CONNECTION_WORDS } from './words.ts';

/** Whether the database answers; when it does not, what is wrong and what to do. */
export function Connection({ connection }: { readonly connection: GateState['connection'] }) {
  const cause = connection.state === 'away' ? UNDECIDED_CAUSES[connection.cause] : null;
  return (
    <div
      className={styles.connection}
      role="status"
      data-testid="connection"
      data-connection={connection.state}
    >
      <p className={styles.connectionState}>
        <ConnectionSymbol isConnected={connection.state === 'online'} />
        {CONNECTION_WORDS[connection.state]}
      </p>
      {cause !== null && (
        <p className={styles.cause}>
          {cause.problem} {cause.advice}
        </p>
      )}
    </div>
  );
}
