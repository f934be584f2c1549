import type { AdmitOneBridge } from '#shared/ipc/contract.ts';
import { createStore, type ReadOnlyStore } from '../store.ts';
import type { Timing } from '../timing.ts';
import { untilAnswered } from './until-answered.ts';

/** Whether the control room stands before this window. It waits for the first answer: a page that starts behind it must not scan. */
export async function createInFrontStore(
  bridge: AdmitOneBridge,
  timing: Timing,
): Promise<ReadOnlyStore<boolean>> {
  const told = createStore<boolean | null>(null);
  // Listening comes before asking, so that no change can fall between the two; what is pushed is newer than the reply.
  bridge.on('control-room:in-front', told.set);
  const answered = await untilAnswered(() => bridge.call('control-room:is-in-front', undefined), timing);
  const store = createStore(told.get() ?? answered);
  told.subscribe(() => store.set(told.get() ?? store.get()));
  return store;
}
