import type { z } from 'zod';
import type { LeadLock, UnlockReply } from '#shared/lead.ts';
import { describeError } from '#main/log/describe-error.ts';
import type { Logger } from '#main/log/logger.ts';
import type { PinKeys } from './pin-keys.ts';
import { pinPath, readPinFile, writePinFile } from './pin-file.ts';
import { openWrongTries, type WrongTries } from './wrong-tries.ts';

/** The lead's screen locks itself when nobody has touched it for so long: a lead is called away in mid-sentence. */
export const LOCK_AFTER_MS = 60_000;

/** The lock on the lead's room. It is the main process's: the screen only shows it. */
export type PinLock<Opened> = {
  readonly state: () => Promise<LeadLock>;
  readonly unlock: (pin: string) => Promise<UnlockReply>;
  /** The first PIN (`currentPin` null) or another one; it unlocks too. */
  readonly choose: (pin: string, currentPin: string | null) => Promise<UnlockReply>;
  readonly lock: () => Promise<LeadLock>;
  /** The minute begins anew, if the room is open. */
  readonly stay: () => Promise<LeadLock>;
  /** What the PIN has opened, or null while the room is locked. */
  readonly opened: () => Opened | null;
  /** Calls `listener` when the room locks itself or is locked, unlocked, or its minute begins anew. */
  readonly onChanged: (listener: (lock: LeadLock) => void) => void;
  readonly close: () => void;
};

type PinLockOptions<Wrapped, Opened> = {
  readonly folder: string;
  readonly isPractice: boolean;
  readonly keys: PinKeys<Wrapped, Opened>;
  readonly schema: z.ZodType<Wrapped>;
  /** Called with the wrapped key whenever one has been read or made: the snapshot seals new names to it. */
  readonly onWrapped: (wrapped: Wrapped) => void;
  readonly log: Logger;
  readonly now?: () => Date;
};

/** Opens the lock: shut, whatever it was before. */
export async function openPinLock<Wrapped, Opened>(
  options: PinLockOptions<Wrapped, Opened>,
): Promise<PinLock<Opened>> {
  const { folder, keys, schema, onWrapped, log, now = () => new Date() } = options;
  const pinFile = pinPath(folder, options.isPractice);
  const tries = await openWrongTries({ folder, log, now });
  const listeners: ((lock: LeadLock) => void)[] = [];
  let open: { readonly key: Opened; touchedAtMs: number } | null = null;
  let locking: NodeJS.Timeout | undefined;
  let isPinSet = false;
  /** One PIN at a time: two that were looked at together would count as one wrong try. */
  let queue: Promise<unknown> = Promise.resolve();

  const read = async () => {
    const file = await readPinFile(pinFile, schema);
    isPinSet = file.kind !== 'none';
    if (file.kind === 'read') onWrapped(file.wrapped);
    return file;
  };
  await read();

  function opened(): Opened | null {
    if (open === null) return null;
    const idleMs = now().getTime() - open.touchedAtMs;
    // A clock that was set back would hold the room open: it locks.
    if (idleMs >= 0 && idleMs < LOCK_AFTER_MS) return open.key;
    shut();
    return null;
  }
  function current(): LeadLock {
    const isUnlocked = opened() !== null;
    return {
      isPinSet,
      isUnlocked,
      nextTryAt: tries.nextTryAt()?.toISOString() ?? null,
      locksAt: open === null || !isUnlocked ? null : new Date(open.touchedAtMs + LOCK_AFTER_MS).toISOString(),
    };
  }
  function changed(): LeadLock {
    const lock = current();
    for (const listener of listeners) listener(lock);
    return lock;
  }
  function shut(): void {
    clearTimeout(locking);
    if (open === null) return;
    open = null;
    log.info('The lead’s screen is locked');
    changed();
  }
  function touch(): void {
    if (open === null) return;
    open.touchedAtMs = now().getTime();
    clearTimeout(locking);
    // A little later than the minute, so that it has passed by the clock too.
    locking = setTimeout(opened, LOCK_AFTER_MS + 10);
    locking.unref();
  }
  function unlocked(key: Opened): UnlockReply {
    open = { key, touchedAtMs: 0 };
    touch();
    log.info('The lead’s screen is open');
    return { outcome: 'unlocked', lock: changed() };
  }
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = queue.then(work);
    queue = turn.catch(() => undefined);
    return turn;
  };

  /** Opens the file's key with a PIN, and counts what is wrong. */
  async function tryPin(
    pin: string,
  ): Promise<Exclude<UnlockReply, { outcome: 'unlocked' }> | Right<Wrapped, Opened>> {
    const file = await read();
    if (file.kind === 'none') return { outcome: 'no-pin-set', lock: current() };
    if (file.kind === 'damaged') return { outcome: 'failed', lock: current(), problem: file.problem };
    if (tries.nextTryAt() !== null) return { outcome: 'too-early', lock: current() };
    const key = await lookAt(pin, file.wrapped, tries, keys);
    if (key === null) {
      log.warn('A wrong PIN was given for the lead’s screen');
      return { outcome: 'wrong-pin', lock: changed() };
    }
    return { outcome: 'right', key, wrapped: file.wrapped };
  }
  async function keep(wrapped: Wrapped): Promise<UnlockReply | null> {
    try {
      await writePinFile(pinFile, wrapped);
    } catch (error) {
      log.error('The PIN could not be written', describeError(error));
      const { errorCode } = describeError(error);
      const problem = `The PIN could not be written to this laptop’s disk (${errorCode ?? 'unknown error'}).`;
      return { outcome: 'failed', lock: current(), problem };
    }
    isPinSet = true;
    onWrapped(wrapped);
    return null;
  }

  return {
    state: () => inTurn(async () => (await read(), current())),
    unlock: (pin) =>
      inTurn(async () => {
        const tried = await tryPin(pin);
        return tried.outcome === 'right' ? unlocked(tried.key) : tried;
      }),
    choose: (pin, currentPin) =>
      inTurn(async () => {
        if (currentPin === null) {
          const file = await read();
          // There is one already: only who knows it may choose another.
          if (file.kind !== 'none') return { outcome: 'wrong-pin', lock: current() };
          const { wrapped, opened: key } = await keys.create(pin);
          const failed = await keep(wrapped);
          log.info('The first PIN was chosen');
          return failed ?? unlocked(key);
        }
        const tried = await tryPin(currentPin);
        if (tried.outcome !== 'right') return tried;
        const failed = await keep(await keys.rewrap(tried.wrapped, tried.key, pin));
        if (failed === null) log.info('The PIN was changed');
        return failed ?? unlocked(tried.key);
      }),
    lock: () => {
      shut();
      return Promise.resolve(current());
    },
    stay: () => {
      if (opened() === null) return Promise.resolve(current());
      touch();
      return Promise.resolve(changed());
    },
    opened,
    onChanged: (listener) => void listeners.push(listener),
    close: shut,
  };
}

type Right<Wrapped, Opened> = { readonly outcome: 'right'; readonly key: Opened; readonly wrapped: Wrapped };

async function lookAt<Wrapped, Opened>(
  pin: string,
  wrapped: Wrapped,
  tries: WrongTries,
  keys: PinKeys<Wrapped, Opened>,
): Promise<Opened | null> {
  await tries.count();
  const key = await keys.open(wrapped, pin);
  if (key !== null) await tries.forget();
  return key;
}
