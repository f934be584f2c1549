import type { WebContents } from 'electron';
import type { Lead } from '#main/lead/lead.ts';
import { sendEvent } from './ipc-server.ts';

/** Passes the lead's news on to the kiosk's window. */
export function sendLeadNews(
  lead: Pick<Lead, 'onLockChanged' | 'onExportProgress'>,
  kiosk: () => WebContents | null,
): void {
  lead.onLockChanged((lock) => sendEvent('lead:lock-changed', lock, kiosk()));
  lead.onExportProgress((progress) => sendEvent('lead:export-progress', progress, kiosk()));
}

/** Locks the lead's screen whenever the window's page goes: a page that comes up after a crash or a reload belongs to the volunteer. */
export function lockWithPage(lead: Pick<Lead, 'lock'>, contents: Pick<WebContents, 'on'>): void {
  contents.on('did-navigate', () => lead.lock());
  contents.on('render-process-gone', () => lead.lock());
}
