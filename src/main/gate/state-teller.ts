import type { GateState } from '#shared/gate-state.ts';
import type { Logger } from '#main/log/logger.ts';
import { tellEach } from './tell-each.ts';

/** Keeps the state that was told last, and tells everybody what has changed. */
export type StateTeller = {
  readonly state: () => GateState;
  readonly onStateChanged: (listener: (state: GateState) => void) => () => void;
  /** Looks at the state anew. Costs little where nothing has changed. */
  readonly tell: () => void;
};

/** Makes it. `compute` says how things stand. */
export function createStateTeller(compute: () => GateState, log: Logger): StateTeller {
  const listeners = new Set<(state: GateState) => void>();
  let told = compute();

  function tell(): void {
    const next = compute();
    if (JSON.stringify(next) === JSON.stringify(told)) return;
    const { connection } = next;
    if (connection.state !== told.connection.state) {
      const cause = 'cause' in connection ? connection.cause : undefined;
      log.info('The connection changed', { state: connection.state, cause });
    }
    told = next;
    tellEach(listeners, next, log);
  }

  return {
    state: () => told,
    onStateChanged(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    tell,
  };
}
