import type { Guest } from '#shared/lead.ts';
import type { SearchKey } from '#main/emergency/snapshot/search-keys.ts';
import { byTheAlphabet } from '#main/emergency/export/door-list.ts';
import type { LeadGate } from './lead-gate.ts';

/** More than fit a screen help nobody: type another letter. */
const SHOWN = 20;

export type GuestsFound =
  | { readonly outcome: 'found'; readonly guests: Guest[]; readonly all: number }
  | { readonly outcome: 'failed'; readonly problem: string };

/** Finds the guests of this concert by name or short code, whatever the accents. Works with the database away. */
export async function findGuests(gate: LeadGate, searchKey: SearchKey, text: string): Promise<GuestsFound> {
  const problem = whyNoNames(gate);
  if (problem !== null) return { outcome: 'failed', problem };
  const words = plain(text)
    .split(' ')
    .filter((word) => word !== '');
  const found: Guest[] = [];
  for await (const guest of listGuests(gate, searchKey)) {
    const searched = plain(`${guest.name ?? ''} ${guest.shortCode} ${guest.kind}`);
    if (words.every((word) => searched.includes(word))) found.push(guest);
  }
  if (found.length === 0 && !(gate.snapshot()?.isSearchComplete() ?? false)) {
    return {
      outcome: 'failed',
      problem:
        'Not all names are there yet: they come with the database, in the minutes after a PIN is first set.',
    };
  }
  return { outcome: 'found', guests: byTheAlphabet(found).slice(0, SHOWN), all: found.length };
}

/** Every guest of this concert, each with what a scan of the ticket would come to now. */
export async function* listGuests(gate: LeadGate, searchKey: SearchKey): AsyncGenerator<Guest> {
  const { concert } = gate.state();
  const snapshot = gate.snapshot();
  if (concert === null || snapshot === null) return;
  for await (const guest of snapshot.guests(searchKey, concert.id)) {
    const { ticketPurchaseId, name, kind, ticketKind, shortCode, attentionNote } = guest;
    const verdict = gate.foresee(guest);
    yield { ticketPurchaseId, name, kind, ticketKind, shortCode, attentionNote, verdict };
  }
}

/** Why there are no names to be found, or null when there may be. */
export function whyNoNames(gate: LeadGate): string | null {
  if (gate.state().concert === null) return 'It is not known yet which concert this gate is for.';
  if (gate.snapshot() === null) return 'This laptop’s snapshot can’t be opened: the program’s log says why.';
  return null;
}

/** Letters as somebody types them in a hurry: `Zoë ŁUKASIEWICZ` is found by `zoe luk`. */
function plain(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{Mn}/gu, '')
    .toLowerCase()
    .replaceAll('ł', 'l')
    .replaceAll('ø', 'o')
    .replaceAll('đ', 'd')
    .replaceAll('ı', 'i')
    .replaceAll('ß', 'ss')
    .replaceAll(/\s+/gu, ' ')
    .trim();
}
