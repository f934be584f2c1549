import { describe, expect, it } from 'vitest';
import type { Guest } from '#shared/lead.ts';
import { moveMark, whatEnterDoes } from './paper-entry.ts';
import type { GuestSearch } from './use-guests.ts';

function guest(ticketPurchaseId: number): Guest {
  return {
    ticketPurchaseId,
    name: `Guest ${ticketPurchaseId}`,
    kind: 'student',
    ticketKind: null,
    shortCode: 'abc123',
    attentionNote: null,
    verdict: 'admitted',
  };
}

function found(text: string, guests: readonly Guest[], all = guests.length): GuestSearch {
  return { kind: 'found', text, guests, all };
}

describe('Enter on a paper entry', () => {
  it('writes the only guest that is left', () => {
    expect(whatEnterDoes(found('ada', [guest(1)]), 'ada ', null, null)).toEqual({
      kind: 'write',
      guest: guest(1),
    });
  });

  it('never guesses among several, not even when only one of them is shown', () => {
    expect(whatEnterDoes(found('a', [guest(1), guest(2)]), 'a', null, null)).toEqual({ kind: 'choose' });
    expect(whatEnterDoes(found('a', [guest(1)], 40), 'a', null, null)).toEqual({ kind: 'choose' });
  });

  it('writes the one that was chosen with the arrows', () => {
    expect(whatEnterDoes(found('a', [guest(1), guest(2)]), 'a', 1, null)).toEqual({
      kind: 'write',
      guest: guest(2),
    });
  });

  it('waits while the list belongs to other letters', () => {
    expect(whatEnterDoes(found('ad', [guest(1)]), 'ada', null, null)).toEqual({ kind: 'wait' });
    expect(whatEnterDoes({ kind: 'searching' }, 'ada', null, null)).toEqual({ kind: 'wait' });
  });

  it('writes a guest who is not on the list at the second Enter only', () => {
    expect(whatEnterDoes(found('zoe', []), 'zoe', null, null)).toEqual({ kind: 'confirm-not-listed' });
    expect(whatEnterDoes(found('zoe', []), 'zoe', null, 'zo')).toEqual({ kind: 'confirm-not-listed' });
    expect(whatEnterDoes(found('zoe', []), 'zoe', null, 'zoe')).toEqual({ kind: 'write', guest: null });
  });
});

describe('the mark on the list', () => {
  it('goes down and up, and off the list at either end', () => {
    expect(moveMark(null, 1, 3)).toBe(0);
    expect(moveMark(2, 1, 3)).toBeNull();
    expect(moveMark(null, -1, 3)).toBe(2);
    expect(moveMark(0, -1, 3)).toBeNull();
    expect(moveMark(null, 1, 0)).toBeNull();
  });
});
