import { useEffect, useState } from 'react';
import type { Guest } from '#shared/lead.ts';
import type { LeadSession, WorkReply } from './lead-session.ts';
import { LEAD_WORDS } from './words/desk-words.ts';
import { WRITE_WORDS } from './words/write-words.ts';

/** One letter finds half the hall. */
const LEAST_LETTERS = 2;
/** After the last letter, so that a fast hand asks once. */
const ASK_AFTER_MS = 120;

export type GuestSearch =
  | { readonly kind: 'too-short' }
  | { readonly kind: 'searching' }
  | { readonly kind: 'found'; readonly text: string; readonly guests: readonly Guest[]; readonly all: number }
  | { readonly kind: 'failed'; readonly problem: string };

/** The guests whose name or code holds `text`; what is found always belongs to the text that stands there now. */
export function useGuests(lead: LeadSession, text: string): GuestSearch {
  const wanted = text.trim();
  const [answer, setAnswer] = useState<{ readonly text: string; readonly search: GuestSearch } | null>(null);
  useEffect(() => {
    if (wanted.length < LEAST_LETTERS) return undefined;
    let isOver = false;
    async function ask(): Promise<void> {
      const reply = await lead.ask('lead:find-guests', { text: wanted });
      if (!isOver) setAnswer({ text: wanted, search: searchFrom(wanted, reply) });
    }
    const timer = setTimeout(() => void ask(), ASK_AFTER_MS);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [lead, wanted]);
  if (wanted.length < LEAST_LETTERS) return { kind: 'too-short' };
  return answer?.text === wanted ? answer.search : { kind: 'searching' };
}

function searchFrom(text: string, reply: WorkReply<'lead:find-guests'>): GuestSearch {
  switch (reply.outcome) {
    case 'found':
      return { kind: 'found', text, guests: reply.guests, all: reply.all };
    case 'failed':
      return { kind: 'failed', problem: WRITE_WORDS.failed(reply.problem) };
    case 'unanswered':
      return { kind: 'failed', problem: LEAD_WORDS.unanswered };
    case 'locked':
      return { kind: 'searching' };
  }
}
