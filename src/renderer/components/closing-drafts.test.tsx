import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import type { Conflict } from '#shared/conflict.ts';
import { createClosingDrafts, inStillOrder, setDraft } from './closing-drafts.ts';
import { ConflictCard } from './conflict-card.tsx';

const OPEN: Conflict = {
  conflictId: 7,
  version: 1,
  ticketPurchaseId: 70,
  holderName: 'Ada',
  ticketKind: null,
  openedAt: '2026-12-18T18:00:00.000Z',
  closedAt: null,
  closings: null,
  sides: [],
};
const CLOSED: Conflict = {
  ...OPEN,
  closedAt: '2026-12-18T19:00:00.000Z',
  closings: '2026-12-18T19:00:00.000Z Noor: Same guest',
};

function cardOf(conflict: Conflict, drafts = createClosingDrafts()): string {
  return renderToStaticMarkup(
    <ConflictCard conflict={conflict} drafts={drafts} onClose={() => Promise.resolve(null)} />,
  );
}

const list = (...ids: number[]) => ids.map((conflictId) => ({ conflictId }));

describe('a closing that is being written', () => {
  it('stays when the conflict is closed elsewhere, and says by whom', () => {
    const drafts = createClosingDrafts();
    setDraft(drafts, 7, { closedBy: 'Mia', why: 'Two friends, one pho' });
    const card = cardOf(CLOSED, drafts);
    expect(card).toContain('Two friends, one pho');
    expect(card).toContain('Closed meanwhile by Noor: Same guest');
  });

  it('is there again after a look at another tab, in its own card alone', () => {
    const drafts = createClosingDrafts();
    setDraft(drafts, 7, { closedBy: 'Mia', why: 'Two friends, one pho' });
    expect(cardOf(OPEN, drafts)).toContain('Two friends, one pho');
    expect(cardOf({ ...OPEN, conflictId: 8 }, drafts)).not.toContain('Two friends');
  });

  it('is not offered for what is closed', () => {
    expect(cardOf(CLOSED)).not.toContain('data-is-form');
  });

  it('can be put away', () => {
    const drafts = createClosingDrafts();
    setDraft(drafts, 7, { closedBy: 'Mia', why: '' });
    setDraft(drafts, 7, null);
    expect(cardOf(OPEN, drafts)).not.toContain('data-is-form');
  });
});

describe('the conflicts', () => {
  it('stand as they are told while no form is open', () => {
    expect(inStillOrder(list(2, 1), list(3, 1, 2), false)).toEqual(list(3, 1, 2));
    expect(inStillOrder<{ conflictId: number }>(null, list(2, 1), true)).toEqual(list(2, 1));
  });

  it('do not move under an open form: new ones come last, closed ones stay where they are', () => {
    expect(inStillOrder(list(3, 2, 1), list(5, 4, 2, 1, 3), true)).toEqual(list(3, 2, 1, 5, 4));
  });
});
