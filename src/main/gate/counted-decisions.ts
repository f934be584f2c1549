import type { DecideHere } from './decide-here.ts';
import type { Outages } from './outages.ts';
import type { WriteEntry } from './write-entry.ts';

/** Has an outage count what the gate decides in it; what only repeats a decision is none. */
export function countDecisions(decideHere: DecideHere, outages: Outages): DecideHere {
  return async (request, place) => {
    const stands = outages.beginDecision();
    const decision = await decideHere(request, place);
    if (decision.kind === 'decided' && !decision.isRecalled) stands(decision.words.verdict === 'admitted');
    return decision;
  };
}

/** The same for entries by hand. */
export function countEntries(writeEntry: WriteEntry, outages: Outages): WriteEntry {
  return async (entry) => {
    const stands = outages.beginDecision();
    const written = await writeEntry(entry);
    if (written.outcome === 'written') stands(true);
    return written;
  };
}
