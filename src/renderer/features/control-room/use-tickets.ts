import { useEffect, useState } from 'react';
import type { FoundTicket } from '#shared/control-room.ts';
import type { Room } from './room.ts';

/** After the last letter, so that a fast hand and a scanner ask once: the server reads every name. */
const ASK_AFTER_MS = 250;

export type TicketSearch =
  | { readonly kind: 'too-short' }
  | { readonly kind: 'searching' }
  | {
      readonly kind: 'found';
      readonly text: string;
      readonly tickets: readonly FoundTicket[];
      readonly all: number;
    }
  | { readonly kind: 'failed'; readonly problem: string };

/** The ticket purchases that `text` leads to; what is found always belongs to the text that stands there now. */
export function useTickets(room: Room, text: string): TicketSearch {
  const [answer, setAnswer] = useState<{ readonly text: string; readonly search: TicketSearch } | null>(null);
  const isEnough = isWorthAsking(text);
  useEffect(() => {
    if (!isEnough) return undefined;
    let isOver = false;
    async function ask(): Promise<void> {
      const reply = await room.ask('control-room:find-tickets', { text });
      if (isOver) return;
      const search: TicketSearch =
        reply.outcome === 'found'
          ? { kind: 'found', text, tickets: reply.tickets, all: reply.all }
          : { kind: 'failed', problem: `${reply.problem} ${reply.advice}` };
      setAnswer({ text, search });
    }
    const timer = setTimeout(() => void ask(), ASK_AFTER_MS);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [room, text, isEnough]);
  if (!isEnough) return { kind: 'too-short' };
  return answer?.text === text ? answer.search : { kind: 'searching' };
}

/** A number may have one digit; one letter finds half the hall. */
function isWorthAsking(text: string): boolean {
  const wanted = text.trim();
  return wanted.length >= 2 || /^\d$/u.test(wanted);
}
