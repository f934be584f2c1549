import { useEffect } from 'react';
import { useStore } from '../../use-store.ts';
import type { Room } from './room.ts';
import type { SearchAnswer } from './ticket-search.ts';

/** After the last letter, so that a fast hand and a scanner ask once: the server reads every name. */
const ASK_AFTER_MS = 250;

export type Found = { readonly kind: 'too-short' } | { readonly kind: 'searching' } | SearchAnswer;

/** The ticket purchases that the search's text leads to; what is found always belongs to the text that stands there now. */
export function useTickets(room: Room): Found {
  const { text, answer } = useStore(room.search);
  const isEnough = isWorthAsking(text);
  useEffect(() => {
    if (!isEnough) return undefined;
    let isOver = false;
    async function ask(): Promise<void> {
      const reply = await room.ask('control-room:find-tickets', { text });
      if (isOver) return;
      const found: SearchAnswer =
        reply.outcome === 'found'
          ? { kind: 'found', text, tickets: reply.tickets, all: reply.all }
          : { kind: 'failed', text, problem: `${reply.problem} ${reply.advice}` };
      room.search.set({ ...room.search.get(), answer: found });
    }
    const timer = setTimeout(() => void ask(), ASK_AFTER_MS);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [room, text, isEnough]);
  if (!isEnough) return { kind: 'too-short' };
  return answer?.text === text ? answer : { kind: 'searching' };
}

/** A number may have one digit; one letter finds half the hall. */
function isWorthAsking(text: string): boolean {
  const wanted = text.trim();
  return wanted.length >= 2 || /^\d$/u.test(wanted);
}
