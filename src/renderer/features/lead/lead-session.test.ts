import { describe, expect, it } from 'vitest';
import type { AdmitOneBridge } from '#shared/ipc/contract.ts';
import type { LeadLock } from '#shared/lead.ts';
import { createManualTiming } from '../../manual-timing.ts';
import { createLeadSession } from './lead-session.ts';

const SHUT: LeadLock = { isPinSet: true, isUnlocked: false, nextTryAt: null, locksAt: null };
const OPEN: LeadLock = { ...SHUT, isUnlocked: true, locksAt: '2026-03-07T20:01:00.000Z' };
const PIN = '123456';

/** A session before a lock that knows one PIN. */
function setUp(isPinSet = true) {
  const timing = createManualTiming();
  const listeners = new Map<string, (payload: never) => void>();
  const main = { lock: { ...SHUT, isPinSet }, isSilent: false, called: [] as string[] };
  const replies: Readonly<Record<string, (input: { readonly pin: string }) => unknown>> = {
    'lead:get-lock': () => main.lock,
    'lead:unlock': ({ pin }) => {
      if (pin === PIN) main.lock = OPEN;
      return { outcome: pin === PIN ? 'unlocked' : 'wrong-pin', lock: main.lock };
    },
    'lead:choose-pin': () => {
      main.lock = OPEN;
      return { outcome: 'unlocked', lock: OPEN };
    },
    'lead:lock': () => (main.lock = SHUT),
    'lead:stay': () => main.lock,
    'lead:list-destinations': () =>
      main.lock.isUnlocked ? { outcome: 'listed', destinations: [] } : { outcome: 'locked' },
  };
  const bridge = {
    call: (name: string, input: { readonly pin: string }) => {
      main.called.push(name);
      if (main.isSilent) return Promise.reject(new Error('silent'));
      return Promise.resolve(replies[name]?.(input));
    },
    on: (event: string, listener: (payload: never) => void) => {
      listeners.set(event, listener);
      return () => undefined;
    },
  } as unknown as AdmitOneBridge;
  const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const session = createLeadSession(bridge, timing, silent);
  const push = (event: string, payload: unknown): void => listeners.get(event)?.(payload as never);
  const settle = () => new Promise((resolve) => setImmediate(resolve));

  async function openWithPin(): Promise<void> {
    session.open();
    await settle();
    await session.unlock(PIN);
  }
  return { session, timing, main, push, settle, openWithPin };
}

describe('the lead’s session', () => {
  it('asks for the PIN, and for the choice of one where none is set', async () => {
    for (const [isPinSet, phase] of [
      [true, 'asking'],
      [false, 'choosing'],
    ] as const) {
      const { session, settle } = setUp(isPinSet);
      session.open();
      await settle();
      expect(session.phase.get()).toBe(phase);
    }
  });

  it('opens with the right PIN alone', async () => {
    const { session, settle } = setUp();
    session.open();
    await settle();
    expect(await session.unlock('999999')).toMatchObject({ outcome: 'wrong-pin' });
    expect(session.phase.get()).toBe('asking');
    await session.unlock(PIN);
    expect(session.phase.get()).toBe('open');
  });

  it('locks the main process when it is closed', async () => {
    const { session, main, settle, openWithPin } = setUp();
    await openWithPin();
    session.close();
    await settle();
    expect(session.phase.get()).toBe('closed');
    expect(main.lock.isUnlocked).toBe(false);
  });

  it('locks itself after a minute without a touch although it goes on asking by itself', async () => {
    const { session, timing, main, settle, openWithPin } = setUp();
    await openWithPin();
    for (let second = 0; second < 59; second += 1) {
      timing.pass(1_000);
      await session.ask('lead:list-destinations', undefined);
    }
    expect(session.phase.get()).toBe('open');
    session.stay();
    timing.pass(59_000);
    expect(session.phase.get()).toBe('open');
    timing.pass(1_000);
    await settle();
    expect(session.phase.get()).toBe('closed');
    expect(main.lock.isUnlocked).toBe(false);
  });

  it('closes when the main process has locked, by news or by a reply', async () => {
    const { session, main, push, openWithPin } = setUp();
    await openWithPin();
    push('lead:lock-changed', SHUT);
    expect(session.phase.get()).toBe('closed');
    await openWithPin();
    main.lock = SHUT;
    expect(await session.ask('lead:list-destinations', undefined)).toEqual({ outcome: 'locked' });
    expect(session.phase.get()).toBe('closed');
  });

  it('puts a PIN pad that nobody uses away', async () => {
    const { session, timing, settle } = setUp();
    session.open();
    await settle();
    timing.pass(60_000);
    expect(session.phase.get()).toBe('closed');
  });

  it('locks again what was unlocked after its lead had gone', async () => {
    const { session, main, settle } = setUp();
    session.open();
    await settle();
    const unlocking = session.unlock(PIN);
    session.close();
    await unlocking;
    await settle();
    expect(session.phase.get()).toBe('closed');
    expect(main.lock.isUnlocked).toBe(false);
  });

  it('says that it was not answered, and stays where it is', async () => {
    const { session, main, openWithPin } = setUp();
    await openWithPin();
    main.isSilent = true;
    expect(await session.ask('lead:list-destinations', undefined)).toEqual({ outcome: 'unanswered' });
    expect(session.phase.get()).toBe('open');
  });

  it('tells of a touch at most every two seconds', async () => {
    const { session, timing, main, openWithPin } = setUp();
    await openWithPin();
    for (let touch = 0; touch < 41; touch += 1) {
      session.stay();
      timing.pass(100);
    }
    expect(main.called.filter((name) => name === 'lead:stay')).toHaveLength(3);
  });
});
