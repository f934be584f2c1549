/**
 * The names of everything that crosses between a window and the main process, apart from the schemas: the sandboxed preload
 * carries this list into every page and has no use for zod there.
 */

/** The calls of the kiosk's window, each answered once; their schemas are in `contract.ts`. */
const KIOSK_CALL_NAMES = [
  'attempt:submit',
  'attempt:shown',
  'gate:get-state',
  'gate:report-camera',
  'settings:get-screen',
  'log:write',
  'lead:get-lock',
  'lead:unlock',
  'lead:choose-pin',
  'lead:lock',
  'lead:stay',
  'lead:get-overview',
  'lead:find-guests',
  'lead:admit',
  'lead:write-entry',
  'lead:close-conflict',
  'lead:list-destinations',
  'lead:choose-folder',
  'lead:export',
  'lead:get-check',
  'lead:run-check',
  'lead:confirm-check',
  'lead:open-control-room',
  'control-room:is-in-front',
] as const;

/** The calls of the control room's window. */
const CONTROL_ROOM_CALL_NAMES = [
  'log:write',
  'control-room:get-night',
  'control-room:acknowledge',
  'control-room:list-conflicts',
  'control-room:close-conflict',
  'control-room:find-tickets',
  'control-room:get-history',
  'control-room:check',
  'control-room:get-window',
  'control-room:stay',
  'control-room:leave',
] as const;

/** The windows that the program may show. */
export type WindowKind = 'kiosk' | 'control-room';

/** Which window may make which call: the control room admits nobody, and a gate's volunteer looks nobody up. */
export const CALLS_OF_WINDOWS = {
  kiosk: KIOSK_CALL_NAMES,
  'control-room': CONTROL_ROOM_CALL_NAMES,
} as const satisfies Record<WindowKind, readonly string[]>;

/** Every call that there is. */
export const IPC_CALL_NAMES = [...new Set([...KIOSK_CALL_NAMES, ...CONTROL_ROOM_CALL_NAMES])];

/** News from the main process to the kiosk's window; their schemas are in `contract.ts`. */
export const IPC_EVENT_NAMES = [
  'gate:state-changed',
  'lead:lock-changed',
  'lead:export-progress',
  'control-room:in-front',
] as const;

export type IpcCallName = (typeof IPC_CALL_NAMES)[number];
export type IpcEventName = (typeof IPC_EVENT_NAMES)[number];

/**
 * What travels back for a call. A refusal is a value and not a rejection, because Electron rewrites the message of an
 * error that crosses IPC.
 */
export type IpcReply =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly reason: string };
