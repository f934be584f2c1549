import { describe, expect, it } from 'vitest';
import type { AdmitOneBridge } from '#shared/ipc/contract.ts';
import { createManualTiming } from '../manual-timing.ts';
import { createInFrontStore } from './in-front-store.ts';

/** A main process that answers with `answer`, and tells of changes when it is told to. */
function mainProcess(answer: () => Promise<boolean>) {
  let listener: (isInFront: boolean) => void = () => {};
  const bridge = {
    call: answer,
    on: (_event: string, listen: (isInFront: boolean) => void) => {
      listener = listen;
      return () => {};
    },
  } as unknown as AdmitOneBridge;
  return { bridge, tell: (isInFront: boolean) => listener(isInFront) };
}

describe('what the kiosk’s page knows of the control room', () => {
  it('is asked at its start, so that a page that was loaded anew behind it does not scan', async () => {
    const { bridge, tell } = mainProcess(() => Promise.resolve(true));
    const store = await createInFrontStore(bridge, createManualTiming());
    expect(store.get()).toBe(true);
    tell(false);
    expect(store.get()).toBe(false);
    tell(true);
    expect(store.get()).toBe(true);
  });

  it('is what was told last, though an older answer comes after it', async () => {
    let reply: (isInFront: boolean) => void = () => {};
    const { bridge, tell } = mainProcess(
      () =>
        new Promise((resolve) => {
          reply = resolve;
        }),
    );
    const asked = createInFrontStore(bridge, createManualTiming());
    tell(true);
    reply(false);
    expect((await asked).get()).toBe(true);
  });
});
