import type { Frame } from 'playwright-core';
import { fromShownUrl } from './origin.ts';

/** What our sender check reads of a `WebFrameMain`. */
export type StandInFrame = { readonly url: string; readonly parent: StandInFrame | null };

/** The frame that a call came from, in Electron's terms. */
export function describeFrame(frame: Frame): StandInFrame {
  const parent = frame.parentFrame();
  return { url: fromShownUrl(frame.url()), parent: parent === null ? null : describeFrame(parent) };
}
