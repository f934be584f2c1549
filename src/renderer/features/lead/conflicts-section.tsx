import type { LeadOverview } from '#shared/lead.ts';
import { ConflictCard } from './conflict-card.tsx';
import { Empty } from './empty.tsx';
import type { LeadSession } from './lead-session.ts';
import { CONFLICT_WORDS as WORDS } from './words/conflict-words.ts';
import { LEAD_WORDS } from './words/desk-words.ts';

/** Everybody who was admitted more than once, open cases first. */
export function ConflictsSection({
  overview,
  lead,
}: {
  readonly overview: LeadOverview | null;
  readonly lead: LeadSession;
}) {
  if (overview === null) return <Empty title={LEAD_WORDS.loading} />;
  if (overview.conflicts === null) return <Empty title={WORDS.unknown} hint={WORDS.unknownHint} />;
  if (overview.conflicts.length === 0) return <Empty title={WORDS.none} hint={WORDS.noneHint} />;
  return overview.conflicts.map((conflict) => (
    <ConflictCard key={conflict.conflictId} conflict={conflict} lead={lead} />
  ));
}
