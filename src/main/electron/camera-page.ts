import type { WebContents } from 'electron';
import type { Gate } from '#main/gate/gate.ts';

/** A page that has died reads no camera, whatever it said last; the one that comes up after it says so itself. */
export function noteCameraOfPage(gate: Pick<Gate, 'noteCamera'>, contents: Pick<WebContents, 'on'>): void {
  contents.on('render-process-gone', () => gate.noteCamera('failed'));
}
