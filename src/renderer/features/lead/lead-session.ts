import type { AdmitOneBridge, IpcCallInput, IpcCallOutput } from '#shared/ipc/contract.ts';
import type { IpcCallName } from '#shared/ipc/names.ts';
import type { ExportProgress, LeadLock, UnlockReply } from '#shared/lead.ts';
import { fieldsOfError, type RendererLog } from '../../ipc/log.ts';
import { createStore, type ReadOnlyStore } from '../../store.ts';
import { createAlarm, type Timing } from '../../timing.ts';

type LeadCall = Extract<IpcCallName, `lead:${string}`>;
/** The calls that the lock answers: they have a reply even while it is shut. */
type LockCall = 'lead:get-lock' | 'lead:unlock' | 'lead:choose-pin' | 'lead:lock' | 'lead:stay';
type WorkCall = Exclude<LeadCall, LockCall>;

/** The main process did not answer: nothing is known of what it did. */
type Unanswered = { readonly outcome: 'unanswered' };
/** A reply to a call, without `locked`: that closes the screen by itself. */
export type WorkReply<C extends WorkCall> =
  | Exclude<IpcCallOutput<C>, { readonly outcome: 'locked' }>
  | Unanswered
  | { readonly outcome: 'locked' };

/** `asking`: for the PIN; `choosing`: the first PIN of this laptop. */
type LeadPhase = 'closed' | 'asking' | 'choosing' | 'open';

/** The lead's screen apart from React: whether it is open, and what it asks the main process. */
export type LeadSession = {
  readonly phase: ReadOnlyStore<LeadPhase>;
  /** Null until the main process has told of it once. */
  readonly lock: ReadOnlyStore<LeadLock | null>;
  /** When nobody will have touched the screen for a minute, in milliseconds of the window's own time; null while it is closed. */
  readonly idleAtMs: ReadOnlyStore<number | null>;
  /** How far an export has come; null before the first news of it. */
  readonly exportProgress: ReadOnlyStore<ExportProgress | null>;
  /** Asks for the PIN, or opens at once where it was given and nobody has locked since. */
  readonly open: () => void;
  /** Locks, and gives the whole screen back to scanning. */
  readonly close: () => void;
  readonly unlock: (pin: string) => Promise<UnlockReply | Unanswered>;
  readonly choosePin: (pin: string, currentPin: string | null) => Promise<UnlockReply | Unanswered>;
  /** To be called at every touch and key on the lead's screen: the minute begins anew. */
  readonly stay: () => void;
  readonly ask: <C extends WorkCall>(call: C, input: IpcCallInput<C>) => Promise<WorkReply<C>>;
};

/** Often enough for a minute that begins anew, and not at every letter. */
const STAY_EVERY_MS = 2_000;
/**
 * The lock is the main process's, which closes it after the same minute. This is for a minute in which only the screen's own questions
 * keep the two in touch.
 */
const IDLE_MS = 60_000;
/** A PIN pad that nobody uses makes way for the whole picture again. */
const PAD_IDLE_MS = 45_000;

/** A session that starts closed. */
export function createLeadSession(bridge: AdmitOneBridge, timing: Timing, log: RendererLog): LeadSession {
  const phase = createStore<LeadPhase>('closed');
  const lock = createStore<LeadLock | null>(null);
  const idleAtMs = createStore<number | null>(null);
  const exportProgress = createStore<ExportProgress | null>(null);
  const idle = createAlarm(timing);
  let stayedAtMs = -Infinity;

  function enter(next: LeadPhase): void {
    phase.set(next);
    beginMinute();
  }

  function beginMinute(): void {
    idle.callOff();
    idleAtMs.set(null);
    if (phase.get() === 'closed') return;
    const afterMs = phase.get() === 'open' ? IDLE_MS : PAD_IDLE_MS;
    idle.set(afterMs, close);
    idleAtMs.set(timing.nowMs() + afterMs);
  }

  function close(): void {
    enter('closed');
    void lockNow();
  }

  function noteLock(now: LeadLock): void {
    lock.set(now);
    if (phase.get() === 'open' && !now.isUnlocked) enter('closed');
  }

  /** The reply, or null where there was none: what a lead does about it is up to the caller. */
  async function reply<C extends LeadCall>(
    call: C,
    input: IpcCallInput<C>,
  ): Promise<IpcCallOutput<C> | null> {
    try {
      return await bridge.call(call, input);
    } catch (error) {
      log.error('A call of the lead’s screen was not answered.', { call, ...fieldsOfError(error) });
      return null;
    }
  }

  async function open(): Promise<void> {
    const now = await reply('lead:get-lock', undefined);
    if (phase.get() !== 'closed') return;
    if (now !== null) noteLock(now);
    // Without an answer the pad opens too, and says at the first try what is wrong.
    enter(now?.isUnlocked === true ? 'open' : now?.isPinSet === false ? 'choosing' : 'asking');
  }

  function settled(answer: UnlockReply | null): UnlockReply | Unanswered {
    if (answer === null) return { outcome: 'unanswered' };
    noteLock(answer.lock);
    // Somebody may have left the pad meanwhile: then what was unlocked is locked again.
    if (answer.outcome === 'unlocked') {
      if (phase.get() === 'closed') void lockNow();
      else enter('open');
    }
    if (answer.outcome === 'no-pin-set' && phase.get() === 'asking') enter('choosing');
    return answer;
  }

  async function lockNow(): Promise<void> {
    const now = await reply('lead:lock', undefined);
    if (now !== null) noteLock(now);
  }

  async function ask<C extends WorkCall>(call: C, input: IpcCallInput<C>): Promise<WorkReply<C>> {
    const answer = await reply(call, input);
    if (answer === null) return { outcome: 'unanswered' };
    if (answer.outcome === 'locked') {
      enter('closed');
      return { outcome: 'locked' };
    }
    return answer as WorkReply<C>;
  }

  bridge.on('lead:lock-changed', noteLock);
  bridge.on('lead:export-progress', exportProgress.set);
  return {
    phase,
    lock,
    idleAtMs,
    exportProgress,
    open: () => {
      if (phase.get() === 'closed') void open();
    },
    close,
    unlock: async (pin) => settled(await reply('lead:unlock', { pin })),
    choosePin: async (pin, currentPin) => settled(await reply('lead:choose-pin', { pin, currentPin })),
    stay: () => {
      beginMinute();
      if (phase.get() !== 'open' || timing.nowMs() - stayedAtMs < STAY_EVERY_MS) return;
      stayedAtMs = timing.nowMs();
      void reply('lead:stay', undefined).then((now) => now !== null && noteLock(now));
    },
    ask,
  };
}
