import type { IpcMainInvokeEvent, WebContents } from 'electron';
import { CALLS_OF_WINDOWS } from '#shared/ipc/names.ts';
import type { IpcCallName, WindowKind } from '#shared/ipc/names.ts';
import { isKioskUrl } from './scheme.ts';

/** What of a call's event says who is calling. */
export type IpcSender = Pick<IpcMainInvokeEvent, 'sender' | 'senderFrame'>;

/** The windows' web contents as they are now; null while there is no such window. */
export type WindowContents = Readonly<Record<WindowKind, () => WebContents | null>>;

/** The window that makes a call, or why that is none that may. */
export type Caller =
  | { readonly ok: true; readonly window: WindowKind }
  | { readonly ok: false; readonly reason: string };

/**
 * Finds out which window makes a call: the main frame of one that may make this call, on our own origin. Asked for every call,
 * since a frame can change hands between two of them.
 */
export function findCaller(call: IpcCallName, sender: IpcSender, windows: WindowContents): Caller {
  const permitted = windowsOfCall(call);
  const window = permitted.find((kind) => windows[kind]() === sender.sender);
  if (window === undefined) return refuse(`it is not from the ${permitted.join(' or the ')} window`);
  const frame = sender.senderFrame;
  if (frame === null) return refuse('its frame is gone');
  if (frame.parent !== null) return refuse('it is from a frame inside the page');
  if (!isKioskUrl(frame.url)) return refuse('it is from another origin');
  return { ok: true, window };
}

function refuse(reason: string): Caller {
  return { ok: false, reason };
}

function windowsOfCall(call: IpcCallName): readonly WindowKind[] {
  const kinds = ['kiosk', 'control-room'] as const satisfies readonly WindowKind[];
  return kinds.filter((kind) => CALLS_OF_WINDOWS[kind].some((name) => name === call));
}
