import type { Guest } from '#shared/lead.ts';
import { UNDECIDED_CAUSES } from '#shared/undecided.ts';
import { format } from '../../components/format.ts';
import type { LeadSession } from './lead-session.ts';
import { WRITE_WORDS as WORDS } from './words/write-words.ts';

/** An admission as the lead writes it down. */
export type NewEntry = {
  readonly who: string;
  readonly guest: Guest | null;
  readonly reason: string;
  readonly doorTime: Date | null;
};

/** What came of it, in words. */
export type Written = { readonly isWritten: boolean; readonly words: string };

/** Writes an entry into the log; null when the screen was locked meanwhile and nothing was written. */
export async function writeEntry(lead: LeadSession, entry: NewEntry): Promise<Written | null> {
  const { who } = entry;
  const reply = await lead.ask('lead:write-entry', {
    who,
    reason: entry.reason,
    ticketPurchaseId: entry.guest?.ticketPurchaseId ?? null,
    doorTime: entry.doorTime?.toISOString() ?? null,
  });
  switch (reply.outcome) {
    case 'written': {
      const now = new Date();
      const time = format.shortTimeSeenFrom(entry.doorTime ?? now, now);
      return { isWritten: true, words: WORDS.written(who, time, reply.sequence) };
    }
    case 'already-admitted': {
      const time = reply.at === null ? null : format.timeOfDay(new Date(reply.at));
      return { isWritten: false, words: WORDS.already(who, time) };
    }
    case 'undecided': {
      const { problem, advice } = UNDECIDED_CAUSES[reply.cause];
      return { isWritten: false, words: WORDS.undecided(who, `${problem} ${advice}`) };
    }
    case 'unanswered':
      return { isWritten: false, words: WORDS.unanswered(who) };
    case 'locked':
      return null;
  }
}

/** How a guest is called in the log: by name, else by what stands on the ticket. */
export function nameOf(guest: Guest): string {
  return guest.name ?? `…${guest.shortCode}`;
}
