import { describe, expect, it } from 'vitest';
import type { AdmitOneBridge } from '#shared/ipc/contract.ts';
import { createManualTiming } from '../../manual-timing.ts';
import { createStay } from './stay.ts';

const AFTER_MS = 300_000;

/** The main process's own clock: the window closes at it, whatever the page shows. */
function sit({
  closesAfterMs = AFTER_MS,
  openForMs = 0,
  isAnswering: isAnsweringAtFirst = true,
}: {
  readonly closesAfterMs?: number | null;
  readonly openForMs?: number;
  readonly isAnswering?: boolean;
}) {
  const timing = createManualTiming();
  const log = { info: () => {}, warn: () => {}, error: () => {} };
  const asked: string[] = [];
  let isAnswering = isAnsweringAtFirst;
  let closesAtMs = AFTER_MS - openForMs;
  const bridge = {
    call: async (name: string) => {
      asked.push(name);
      if (!isAnswering) throw new Error('refused');
      if (name === 'control-room:stay') closesAtMs = timing.nowMs() + AFTER_MS;
      const closesInMs = closesAfterMs === null ? null : closesAtMs - timing.nowMs();
      return name === 'control-room:get-window' ? { closesAfterMs, closesInMs } : undefined;
    },
  } as unknown as AdmitOneBridge;
  const stay = createStay(bridge, timing, log);
  return {
    stay,
    timing,
    stays: () => asked.filter((name) => name === 'control-room:stay').length,
    shownMs: () => stay.closesAtMs.get(),
    closesAtMs: () => closesAtMs,
    answer: (isIt: boolean) => {
      isAnswering = isIt;
    },
  };
}

const settle = () =>
  new Promise((resolve) => {
    setTimeout(resolve, 0);
  });

describe('the time until the control room closes', () => {
  it('is counted from when the window opened, not from when its page came', async () => {
    const { shownMs } = sit({ openForMs: 3_000 });
    await settle();
    expect(shownMs()).toBe(AFTER_MS - 3_000);
  });

  it('begins anew with a touch, and never ends later on the screen than in the main process', async () => {
    const { stay, timing, stays, shownMs, closesAtMs } = sit({});
    await settle();
    for (let touch = 0; touch < 100; touch += 1) {
      timing.pass(700);
      stay.touch();
      await settle();
      expect(shownMs()).toBe(closesAtMs());
      // Not at every letter, and yet all but the last five seconds are there.
      expect(closesAtMs() - timing.nowMs()).toBeGreaterThan(AFTER_MS - 5_000);
    }
    expect(stays()).toBeLessThanOrEqual(15);
  });

  it('does not begin anew where the main process did not hear it, and is said again soon', async () => {
    const { stay, timing, stays, shownMs, answer } = sit({});
    await settle();
    timing.pass(10_000);
    answer(false);
    stay.touch();
    await settle();
    expect(shownMs()).toBe(AFTER_MS);
    answer(true);
    timing.pass(2_000);
    stay.touch();
    await settle();
    expect(stays()).toBe(2);
    expect(shownMs()).toBe(12_000 + AFTER_MS);
  });

  it('is none where the window stays open by itself', async () => {
    const { stay, shownMs } = sit({ closesAfterMs: null });
    await settle();
    stay.touch();
    await settle();
    expect(shownMs()).toBeNull();
  });

  it('is asked for again when it was not told', async () => {
    const { timing, shownMs, answer } = sit({ openForMs: 0, isAnswering: false });
    await settle();
    expect(shownMs()).toBeNull();
    answer(true);
    timing.pass(2_000);
    await settle();
    expect(shownMs()).toBe(AFTER_MS);
  });
});
