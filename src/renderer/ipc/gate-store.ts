import type { GateState } from '#shared/gate-state.ts';
import type { AdmitOneBridge } from '#shared/ipc/contract.ts';
import { createStore, type ReadOnlyStore } from '../store.ts';
import type { Timing } from '../timing.ts';
import { untilAnswered } from './until-answered.ts';

/** The gate's state as the main process tells it; null until it has been told once. */
export function createGateStore(bridge: AdmitOneBridge, timing: Timing): ReadOnlyStore<GateState | null> {
  const store = createStore<GateState | null>(null);
  // Listening comes before asking, so that no change can fall between the two; what is pushed is newer than the reply.
  bridge.on('gate:state-changed', store.set);
  void untilAnswered(() => bridge.call('gate:get-state', undefined), timing).then((state) =>
    store.set(store.get() ?? state),
  );
  return store;
}
