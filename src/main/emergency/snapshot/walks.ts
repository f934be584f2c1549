/** The first copy and the sweep: both go through the ticket purchases by id, page by page. */
type Walk = 'copy' | 'sweep';

/** Which walk a page belongs to, and where that walk stood when the page was asked for. */
export type Cursor = { readonly walk: Walk; readonly from: number };

/** Another process of the same gate, a new search key or a new file moved a walk along: what was read for it is out of date. */
export class CursorMovedError extends Error {
  override readonly name = 'CursorMovedError';
}

/** Where the snapshot's file remembers how far a walk has come. */
export function cursorKey(walk: Walk): 'copy_cursor' | 'sweep_cursor' {
  return walk === 'copy' ? 'copy_cursor' : 'sweep_cursor';
}
