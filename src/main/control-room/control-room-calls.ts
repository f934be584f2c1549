import type { z } from 'zod';
import type { controlRoomCalls } from '#shared/control-room.ts';

type Calls = typeof controlRoomCalls;
/** The calls about the window itself are the window's; every other one is the room's. */
type WindowCallName = 'control-room:get-window' | 'control-room:stay' | 'control-room:leave';
type ControlRoomCallName = Exclude<keyof Calls, WindowCallName>;

type ControlRoomInput<C extends ControlRoomCallName> = z.output<Calls[C]['input']>;
type ControlRoomOutput<C extends ControlRoomCallName> = z.output<Calls[C]['output']>;

/** What each of the control room's calls does; the wrapper has checked who asks and with what. */
export type ControlRoomCalls = {
  readonly [C in ControlRoomCallName]: (input: ControlRoomInput<C>) => Promise<ControlRoomOutput<C>>;
};

/** The reply of every call while the database is away. */
export type Away = Extract<ControlRoomOutput<'control-room:get-night'>, { readonly outcome: 'away' }>;
