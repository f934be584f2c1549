import type { IpcMainInvokeEvent, WebContents } from 'electron';
import { isKioskUrl } from './scheme.ts';

/** What of a call's event says who is calling. */
export type IpcSender = Pick<IpcMainInvokeEvent, 'sender' | 'senderFrame'>;

/**
 * Tells why a call may not be answered, or null when it comes from the main frame of the kiosk's own window, on our own
 * origin. Asked for every call, since a frame can change hands between two of them.
 */
export function findForeignSender(sender: IpcSender, kiosk: WebContents | null): string | null {
  if (kiosk === null || sender.sender !== kiosk) return 'it is not from the kiosk window';
  const frame = sender.senderFrame;
  if (frame === null) return 'its frame is gone';
  if (frame.parent !== null) return 'it is from a frame inside the page';
  if (!isKioskUrl(frame.url)) return 'it is from another origin';
  return null;
}
