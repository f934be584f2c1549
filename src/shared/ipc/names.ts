/**
 * The names of everything that crosses between a window and the main process, apart from the schemas: the sandboxed preload
 * carries this list into every page and has no use for zod there.
 */

/** Calls from a window, each answered once; their schemas are in `contract.ts`. */
export const IPC_CALL_NAMES = [
  'attempt:submit',
  'attempt:shown',
  'gate:get-state',
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
] as const;

/** News from the main process to every window; their schemas are in `contract.ts`. */
export const IPC_EVENT_NAMES = ['gate:state-changed', 'lead:lock-changed', 'lead:export-progress'] as const;

export type IpcCallName = (typeof IPC_CALL_NAMES)[number];
export type IpcEventName = (typeof IPC_EVENT_NAMES)[number];

/**
 * What travels back for a call. A refusal is a value and not a rejection, because Electron rewrites the message of an
 * error that crosses IPC.
 */
export type IpcReply =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly reason: string };
