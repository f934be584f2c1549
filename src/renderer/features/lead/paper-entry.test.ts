import { describe, expect, it } from 'vitest';
import type { Guest } from '#shared/lead.ts';
import { DECIDED_VERDICTS } from '#shared/verdict.ts';
import { moveMark, whatChoosingDoes, whatEnterDoes } from './paper-entry.ts';
import type { GuestSearch } from './use-guests.ts';

function guest(ticketPurchaseId: number, verdict: Guest['verdict'] = 'admitted'): Guest {
  return {
    ticketPurchaseId,
    name: `Guest ${ticketPurchaseId}`,
    kind: 'student',
    ticketKind: null,
    shortCode: 'abc123',
    attentionNote: null,
    verdict,
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
    const doubt = { kind: 'not-listed', text: 'zoe' } as const;
    expect(whatEnterDoes(found('zoe', []), 'zoe', null, null)).toEqual({ kind: 'ask', doubt });
    expect(whatEnterDoes(found('zoe', []), 'zoe', null, { ...doubt, text: 'zo' })).toEqual({
      kind: 'ask',
      doubt,
    });
    expect(whatEnterDoes(found('zoe', []), 'zoe', null, doubt)).toEqual({ kind: 'write', guest: null });
  });

  it.each(DECIDED_VERDICTS.filter((verdict) => verdict !== 'admitted' && verdict !== 'not-open'))(
    'writes a guest whose ticket would come to %s at the second Enter only',
    (verdict) => {
      const refused = guest(1, verdict);
      const doubt = { kind: 'refused', ticketPurchaseId: 1 } as const;
      expect(whatEnterDoes(found('ada', [refused]), 'ada', null, null)).toEqual({ kind: 'ask', doubt });
      expect(whatEnterDoes(found('ada', [guest(2), refused]), 'ada', 1, null)).toEqual({
        kind: 'ask',
        doubt,
      });
      expect(whatEnterDoes(found('ada', [refused]), 'ada', null, doubt)).toEqual({
        kind: 'write',
        guest: refused,
      });
    },
  );

  it('takes no answer for another guest, nor for a name that was not on the list', () => {
    const search = found('ada', [guest(1, 'cancelled')]);
    for (const asked of [
      { kind: 'refused', ticketPurchaseId: 2 },
      { kind: 'not-listed', text: 'ada' },
    ] as const) {
      expect(whatEnterDoes(search, 'ada', null, asked)).toMatchObject({ kind: 'ask' });
    }
  });

  it('asks nothing of a guest who is only too early or too late now: the paper is entered after the night', () => {
    const late = guest(1, 'not-open');
    expect(whatEnterDoes(found('ada', [late]), 'ada', null, null)).toEqual({ kind: 'write', guest: late });
  });
});

describe('a touch on a guest’s line', () => {
  it('writes a guest who would be admitted, and asks about one who would be refused', () => {
    expect(whatChoosingDoes(guest(1), null)).toEqual({ kind: 'write', guest: guest(1) });
    expect(whatChoosingDoes(guest(1, 'already-admitted'), null)).toEqual({
      kind: 'ask',
      doubt: { kind: 'refused', ticketPurchaseId: 1 },
    });
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
