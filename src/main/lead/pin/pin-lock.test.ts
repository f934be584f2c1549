import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { keepingLog } from '../../../../tools/practice/silent-log.ts';
import type { PinKeys } from './pin-keys.ts';
import { pinPath } from './pin-file.ts';
import { LOCK_AFTER_MS, openPinLock } from './pin-lock.ts';

/** Keys without the cost of real ones, which `search-pin-keys.test.ts` has. */
const schema = z.strictObject({ sealedWith: z.string(), secret: z.string() });
const KEYS: PinKeys<z.infer<typeof schema>, string> = {
  create: (pin) => Promise.resolve({ wrapped: { sealedWith: `x${pin}`, secret: 'first' }, opened: 'first' }),
  open: (wrapped, pin) => Promise.resolve(wrapped.sealedWith === `x${pin}` ? wrapped.secret : null),
  rewrap: (wrapped, _opened, pin) => Promise.resolve({ ...wrapped, sealedWith: `x${pin}` }),
};

describe('the lock of the lead’s room', () => {
  let folder: string;
  let nowMs: number;
  const { log, entries } = keepingLog();
  const advance = (ms: number) => {
    nowMs += ms;
  };
  const open = (isPractice = false) =>
    openPinLock({
      folder,
      isPractice,
      keys: KEYS,
      schema,
      onWrapped: () => undefined,
      log,
      now: () => new Date(nowMs),
    });
  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'admit-one-pin-'));
    nowMs = Date.parse('2026-06-01T18:00:00.000Z');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test('takes the first PIN, opens with it, and with no other', async () => {
    const lock = await open();
    expect(await lock.state()).toMatchObject({ isPinSet: false, isUnlocked: false });
    expect(await lock.unlock('123456')).toMatchObject({ outcome: 'no-pin-set' });
    expect(await lock.choose('123456', null)).toMatchObject({
      outcome: 'unlocked',
      lock: { isPinSet: true },
    });
    expect(lock.opened()).toBe('first');
    await lock.lock();
    expect(lock.opened()).toBeNull();
    expect(await lock.unlock('654321')).toMatchObject({ outcome: 'wrong-pin' });
    expect(lock.opened()).toBeNull();
    expect(await lock.unlock('123456')).toMatchObject({ outcome: 'unlocked' });
    lock.close();
  });

  test('lets nobody choose a PIN who does not know the one that is set', async () => {
    const lock = await open();
    await lock.choose('123456', null);
    await lock.lock();
    expect(await lock.choose('1111', null)).toMatchObject({ outcome: 'wrong-pin' });
    expect(await lock.choose('1111', '9999')).toMatchObject({ outcome: 'wrong-pin' });
    expect(lock.opened()).toBeNull();
    expect(await lock.choose('1111', '123456')).toMatchObject({ outcome: 'unlocked' });
    await lock.lock();
    expect(await lock.unlock('123456')).toMatchObject({ outcome: 'wrong-pin' });
    expect(await lock.unlock('1111')).toMatchObject({ outcome: 'unlocked' });
    expect(lock.opened()).toBe('first');
    lock.close();
  });

  test('waits longer after each wrong try, and a restart does not shorten it', async () => {
    let lock = await open();
    await lock.choose('123456', null);
    await lock.lock();
    const waitsMs: number[] = [];
    for (let tries = 1; tries <= 10; tries += 1) {
      expect(await lock.unlock('0000')).toMatchObject({ outcome: 'wrong-pin' });
      // Each time another process.
      lock = await open();
      const { nextTryAt } = await lock.state();
      const waitMs = nextTryAt === null ? 0 : Date.parse(nextTryAt) - nowMs;
      waitsMs.push(waitMs);
      if (waitMs > 0) {
        advance(waitMs - 1);
        expect(await lock.unlock('123456')).toMatchObject({ outcome: 'too-early' });
        advance(1);
      }
    }
    expect(waitsMs).toEqual([0, 0, 5_000, 15_000, 30_000, 60_000, 120_000, 300_000, 300_000, 300_000]);
    expect(await lock.unlock('123456')).toMatchObject({ outcome: 'unlocked' });
    await lock.lock();
    // The right PIN makes good.
    expect(await lock.unlock('0000')).toMatchObject({ outcome: 'wrong-pin', lock: { nextTryAt: null } });
  });

  test('counts tries that come at once one by one', async () => {
    const lock = await open();
    await lock.choose('123456', null);
    await lock.lock();
    const replies = await Promise.all(Array.from({ length: 6 }, () => lock.unlock('0000')));
    expect(replies.map(({ outcome }) => outcome)).toEqual([
      'wrong-pin',
      'wrong-pin',
      'wrong-pin',
      'too-early',
      'too-early',
      'too-early',
    ]);
  });

  test('has a try on the disk before it is looked at', async () => {
    const lock = await openPinLock({
      folder,
      isPractice: false,
      keys: {
        ...KEYS,
        open: () => {
          throw new Error('the plug was pulled');
        },
      },
      schema,
      onWrapped: () => undefined,
      log,
      now: () => new Date(nowMs),
    });
    await lock.choose('123456', null);
    await lock.lock();
    for (let tries = 0; tries < 3; tries += 1) await expect(lock.unlock('0000')).rejects.toThrow('plug');
    expect((await (await open()).state()).nextTryAt).not.toBeNull();
  });

  test('does not wait for a clock that was set back', async () => {
    const lock = await open();
    await lock.choose('123456', null);
    await lock.lock();
    for (let tries = 0; tries < 3; tries += 1) await lock.unlock('0000');
    advance(-24 * 60 * 60_000);
    const { nextTryAt } = await lock.state();
    expect(Date.parse(nextTryAt ?? '') - nowMs).toBe(5_000);
    advance(5_000);
    expect(await lock.unlock('123456')).toMatchObject({ outcome: 'unlocked' });
    lock.close();
  });

  test('locks itself a minute after the last touch, and tells', async () => {
    const lock = await open();
    const told: boolean[] = [];
    lock.onChanged(({ isUnlocked }) => told.push(isUnlocked));
    await lock.choose('123456', null);
    advance(LOCK_AFTER_MS - 1);
    expect(lock.opened()).toBe('first');
    const { locksAt } = await lock.stay();
    expect(Date.parse(locksAt ?? '') - nowMs).toBe(LOCK_AFTER_MS);
    advance(LOCK_AFTER_MS - 1);
    expect(lock.opened()).toBe('first');
    advance(1);
    expect(lock.opened()).toBeNull();
    expect(told).toEqual([true, true, false]);
    // A touch comes too late.
    expect(await lock.stay()).toMatchObject({ isUnlocked: false, locksAt: null });
  });

  test('locks by itself, without anybody asking', async () => {
    const lock = await open();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const told: boolean[] = [];
      lock.onChanged(({ isUnlocked }) => told.push(isUnlocked));
      await lock.choose('123456', null);
      advance(LOCK_AFTER_MS);
      vi.advanceTimersByTime(LOCK_AFTER_MS - 1);
      expect(told).toEqual([true]);
      vi.advanceTimersByTime(20);
      expect(told).toEqual([true, false]);
    } finally {
      vi.useRealTimers();
    }
  });

  test('locks when the clock is set back, rather than stay open for a day', async () => {
    const lock = await open();
    await lock.choose('123456', null);
    advance(-1_000);
    expect(lock.opened()).toBeNull();
  });

  test.each(['', '{', '{"sealedWith":1}'])(
    'with the damaged file %j opens to nobody, and says what to do',
    async (text) => {
      writeFileSync(pinPath(folder, false), text);
      const lock = await open();
      expect(await lock.state()).toMatchObject({ isPinSet: true });
      expect(await lock.unlock('123456')).toMatchObject({
        outcome: 'failed',
        problem: expect.stringContaining('admit-one pin set --reset'),
      });
      expect(await lock.choose('123456', null)).toMatchObject({ outcome: 'wrong-pin' });
      expect(readFileSync(pinPath(folder, false), 'utf8')).toBe(text);
    },
  );

  test('at the concert does not open with practice’s PIN', async () => {
    const practice = await open(true);
    await practice.choose('123456', null);
    practice.close();
    expect(await (await open()).unlock('123456')).toMatchObject({ outcome: 'no-pin-set' });
  });

  test('never has a PIN in the log or in a plain file', async () => {
    const lock = await open();
    await lock.choose('987654', null);
    await lock.unlock('876543');
    lock.close();
    expect(JSON.stringify(entries)).not.toMatch(/987654|876543/u);
    const tries = readdirSync(folder).filter((name) => name.includes('tries'));
    for (const name of tries) expect(readFileSync(path.join(folder, name), 'utf8')).not.toContain('876543');
  });
});
