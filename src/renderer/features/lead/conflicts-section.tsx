import { useState } from 'react';
import type { LeadOverview } from '#shared/lead.ts';
import { createClosingDrafts } from '../../components/closing-drafts.ts';
import { ConflictCard } from '../../components/conflict-card.tsx';
import type { CloseCase } from '../../components/close-conflict.tsx';
import { CONFLICT_WORDS as WORDS } from '../../components/conflict-words.ts';
import { Empty } from './empty.tsx';
import type { LeadSession } from './lead-session.ts';
import { LEAD_WORDS } from './words/desk-words.ts';

/** Everybody who was admitted more than once, open cases first. */
export function ConflictsSection({
  overview,
  lead,
}: {
  readonly overview: LeadOverview | null;
  readonly lead: LeadSession;
}) {
  const [drafts] = useState(createClosingDrafts);
  if (overview === null) return <Empty title={LEAD_WORDS.loading} />;
  if (overview.conflicts === null) return <Empty title={WORDS.unknown} hint={WORDS.unknownHint} />;
  if (overview.conflicts.length === 0) return <Empty title={WORDS.none} hint={WORDS.noneHint} />;
  return overview.conflicts.map((conflict) => (
    <ConflictCard key={conflict.conflictId} conflict={conflict} drafts={drafts} onClose={closeBy(lead)} />
  ));
}

function closeBy(lead: LeadSession): CloseCase {
  return async (closing) => {
    const reply = await lead.ask('lead:close-conflict', closing);
    switch (reply.outcome) {
      case 'closed':
      case 'locked':
        return null;
      case 'changed':
        return WORDS.changed;
      case 'failed':
        return WORDS.failed(reply.problem);
      case 'unanswered':
        return LEAD_WORDS.unanswered;
    }
  };
}
