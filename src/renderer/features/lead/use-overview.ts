import { useEffect, useState } from 'react';
import type { GateState } from '#shared/gate-state.ts';
import type { LeadOverview } from '#shared/lead.ts';
import type { ReadOnlyStore } from '../../store.ts';
import type { LeadSession } from './lead-session.ts';

/** Conflicts of other gates come without any news from this one. */
const ASK_EVERY_MS = 3_000;

/** What the main process has to tell the lead, anew whenever the gate's state changes; null before the first answer. */
export function useOverview(lead: LeadSession, gate: ReadOnlyStore<GateState | null>): LeadOverview | null {
  const [overview, setOverview] = useState<LeadOverview | null>(null);
  useEffect(() => {
    let isOver = false;
    let isAsking = false;
    async function ask(): Promise<void> {
      // One at a time: a slow answer must not pile up more questions.
      if (isAsking) return;
      isAsking = true;
      const reply = await lead.ask('lead:get-overview', undefined);
      isAsking = false;
      if (!isOver && reply.outcome === 'overview') setOverview(reply.overview);
    }
    void ask();
    const timer = setInterval(() => void ask(), ASK_EVERY_MS);
    const stopListening = gate.subscribe(() => void ask());
    return () => {
      isOver = true;
      clearInterval(timer);
      stopListening();
    };
  }, [lead, gate]);
  return overview;
}
