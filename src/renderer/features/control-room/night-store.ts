import type { Night } from '#shared/night.ts';
import type { AdmitOneBridge } from '#shared/ipc/contract.ts';
import { fieldsOfError, type RendererLog } from '../../ipc/log.ts';
import { createStore, type ReadOnlyStore } from '../../store.ts';
import type { Timing } from '../../timing.ts';
import { ROOM_WORDS } from './words.ts';

/** Often enough to be believed, and a hundred times less than the gates ask. */
const LOOK_EVERY_MS = 2_000;

/** Why the night can't be seen now, and since when. */
type AwayNow = { readonly problem: string; readonly advice: string; readonly since: Date };

/** The last look at the night that succeeded. */
type Seen = { readonly night: Night; readonly isPractice: boolean; readonly at: Date };

export type NightState = {
  /** Null before the first. */
  readonly seen: Seen | null;
  /** Null while looks succeed. */
  readonly away: AwayNow | null;
};

/** The night, looked at again and again for as long as the window is open: the next look begins when the last one is over. */
export function createNightStore(
  bridge: Pick<AdmitOneBridge, 'call'>,
  timing: Timing,
  log: RendererLog,
  now: () => Date = () => new Date(),
): ReadOnlyStore<NightState> {
  const store = createStore<NightState>({ seen: null, away: null });

  function beAway(words: Pick<AwayNow, 'problem' | 'advice'>): void {
    const { seen, away } = store.get();
    const { problem, advice } = words;
    store.set({ seen, away: { problem, advice, since: away?.since ?? now() } });
  }

  async function look(): Promise<void> {
    try {
      const reply = await bridge.call('control-room:get-night', undefined);
      if (reply.outcome === 'away') beAway(reply);
      else {
        const { night, isPractice } = reply;
        store.set({ seen: { night, isPractice, at: now() }, away: null });
      }
    } catch (error) {
      if (store.get().away === null) log.error('The night was not told.', fieldsOfError(error));
      beAway(ROOM_WORDS.unanswered);
    }
    timing.after(LOOK_EVERY_MS, () => void look());
  }

  void look();
  return store;
}
