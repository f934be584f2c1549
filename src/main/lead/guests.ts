import type { Guest } from '#shared/lead.ts';
import type { SearchKey } from '#main/emergency/snapshot/search-keys.ts';
import { byTheAlphabet } from '#main/emergency/export/door-list.ts';
import type { LeadGate } from './lead-gate.ts';
import { findMissingNames } from './missing-names.ts';

/** More than fit a screen help nobody: type another letter. */
const SHOWN = 20;

export type GuestsFound =
  | { readonly outcome: 'found'; readonly guests: Guest[]; readonly all: number }
  | { readonly outcome: 'failed'; readonly problem: string };

/** Finds the guests of this concert by name or short code, whatever the accents. Works with the database away. */
export async function findGuests(
  gate: LeadGate,
  searchKey: SearchKey,
  where: { readonly kept: string; readonly text: string },
): Promise<GuestsFound> {
  const { kept, text } = where;
  const problem = whyNoNames(gate, searchKey, kept);
  if (problem !== null) return { outcome: 'failed', problem };
  const words = plain(text)
    .split(' ')
    .filter((word) => word !== '');
  const found: Guest[] = [];
  for await (const guest of listGuests(gate, searchKey)) {
    const searched = plain(`${guest.name ?? ''} ${guest.shortCode} ${guest.kind}`);
    if (words.every((word) => searched.includes(word))) found.push(guest);
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

/**
 * Why not all names are there, or null when they are. A list with gaps says nothing of who is missing: better none. `kept` is the folder
 * of what gates keep.
 */
export function whyNoNames(gate: LeadGate, searchKey: SearchKey, kept: string): string | null {
  const { concert, gate: place } = gate.state();
  if (concert === null) return 'It is not known yet which concert this gate is for.';
  if (gate.snapshot() === null) return 'This laptop’s snapshot can’t be opened: the program’s log says why.';
  const snapshot = gate.snapshot();
  if (snapshot.isSearchComplete() && snapshot.state()?.isComplete === true) return null;
  try {
    return findMissingNames({ kept, gateId: place.id, concertId: concert.id, searchKey });
  } catch {
    return 'Not all names are there yet: the gate must be online for a moment after the PIN was chosen.';
  }
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
