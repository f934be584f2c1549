import type { AdmitOneBridge, IpcCallInput, IpcCallOutput } from '#shared/ipc/contract.ts';
import type { IpcCallName } from '#shared/ipc/names.ts';
import { fieldsOfError, type RendererLog } from '../../ipc/log.ts';
import { type ClosingDrafts, createClosingDrafts } from '../../components/closing-drafts.ts';
import { createStore, type ReadOnlyStore, type Store } from '../../store.ts';
import type { Timing } from '../../timing.ts';
import { type Check, createCheck } from './check.ts';
import { createNightStore, type NightState } from './night-store.ts';
import { createStay, type Stay } from './stay.ts';
import { createTicketSearch, type TicketSearch } from './ticket-search.ts';
import { ROOM_WORDS } from './words.ts';

/** The calls that the database answers, or that say that it is away. */
type RoomCall = Exclude<
  Extract<IpcCallName, `control-room:${string}`>,
  'control-room:get-night' | 'control-room:get-window' | 'control-room:stay' | 'control-room:leave'
>;

/** The control room apart from React. */
export type Room = {
  readonly night: ReadOnlyStore<NightState>;
  /** Who sits here: whoever acknowledged or closed something last. */
  readonly name: Store<string>;
  /** What is being written into conflicts: it outlives a look at another tab. */
  readonly closingDrafts: ClosingDrafts;
  readonly check: Check;
  readonly search: Store<TicketSearch>;
  readonly stay: Stay;
  /** A reply, which is `away` too when the main process gave none. */
  readonly ask: <C extends RoomCall>(call: C, input: IpcCallInput<C>) => Promise<IpcCallOutput<C>>;
  readonly leave: () => void;
  readonly log: RendererLog;
};

/** Opens the control room of this window. */
export function createRoom(bridge: AdmitOneBridge, timing: Timing, log: RendererLog): Room {
  async function ask<C extends RoomCall>(call: C, input: IpcCallInput<C>): Promise<IpcCallOutput<C>> {
    try {
      return await bridge.call(call, input);
    } catch (error) {
      log.error('A call of the control room was not answered.', { call, ...fieldsOfError(error) });
      // Every one of these calls has this reply in its contract.
      return { outcome: 'away', ...ROOM_WORDS.unanswered } as IpcCallOutput<C>;
    }
  }

  return {
    night: createNightStore(bridge, timing, log),
    name: createStore(''),
    closingDrafts: createClosingDrafts(),
    check: createCheck(() => ask('control-room:check', undefined)),
    search: createTicketSearch(),
    stay: createStay(bridge, timing, log),
    ask,
    leave: () => void bridge.call('control-room:leave', undefined).catch(() => undefined),
    log,
  };
}
