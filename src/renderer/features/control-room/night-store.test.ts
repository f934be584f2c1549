import { describe, expect, it } from 'vitest';
import type { AdmitOneBridge } from '#shared/ipc/contract.ts';
import type { Night } from '#shared/night.ts';
import { createManualTiming } from '../../manual-timing.ts';
import { createNightStore } from './night-store.ts';

const NIGHT = { inside: 7 } as unknown as Night;
const AWAY = { outcome: 'away', problem: 'No network.', advice: 'Plug it in.' } as const;

function start() {
  const timing = createManualTiming();
  const looks: PromiseWithResolvers<unknown>[] = [];
  const bridge = {
    call: () => {
      const look = Promise.withResolvers<unknown>();
      looks.push(look);
      return look.promise;
    },
  } as unknown as AdmitOneBridge;
  let seconds = 0;
  const log = { info: () => {}, warn: () => {}, error: () => {} };
  const store = createNightStore(bridge, timing, log, () => new Date(seconds * 1_000));
  const settle = async (reply: unknown) => {
    seconds += 1;
    const look = looks.at(-1);
    if (reply instanceof Error) look?.reject(reply);
    else look?.resolve(reply);
    await new Promise((resolve) => {
      setTimeout(resolve, 0);
    });
  };
  return { store, looks, timing, settle };
}

describe('the night of the window', () => {
  it('is looked at again after an answer, and never twice at once', async () => {
    const { store, looks, timing, settle } = start();
    timing.pass(60_000);
    expect(looks).toHaveLength(1);
    await settle({ outcome: 'night', night: NIGHT, isPractice: true });
    expect(store.get()).toMatchObject({ seen: { night: NIGHT, isPractice: true }, away: null });
    timing.pass(1_999);
    expect(looks).toHaveLength(1);
    timing.pass(1);
    expect(looks).toHaveLength(2);
  });

  it('keeps what was seen while the database is away, and since when it is', async () => {
    const { store, timing, settle } = start();
    await settle({ outcome: 'night', night: NIGHT, isPractice: false });
    timing.pass(2_000);
    await settle(AWAY);
    timing.pass(2_000);
    await settle({ ...AWAY, problem: 'Still none.' });
    expect(store.get()).toEqual({
      seen: { night: NIGHT, isPractice: false, at: new Date(1_000) },
      away: { problem: 'Still none.', advice: 'Plug it in.', since: new Date(2_000) },
    });
    timing.pass(2_000);
    await settle({ outcome: 'night', night: NIGHT, isPractice: false });
    expect(store.get().away).toBeNull();
  });

  it('goes on after a call that was not answered', async () => {
    const { store, looks, timing, settle } = start();
    await settle(new Error('refused'));
    expect(store.get().away?.problem).toBe('The program did not answer.');
    timing.pass(2_000);
    expect(looks).toHaveLength(2);
  });
});
