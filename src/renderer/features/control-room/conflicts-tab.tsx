import { useState } from 'react';
import type { Conflict } from '#shared/conflict.ts';
import { inStillOrder } from '../../components/closing-drafts.ts';
import { ConflictCard } from '../../components/conflict-card.tsx';
import { CONFLICT_WORDS as WORDS } from '../../components/conflict-words.ts';
import { useStore } from '../../use-store.ts';
import { Empty } from '../lead/empty.tsx';
import styles from './conflicts-tab.module.css';
import type { Room } from './room.ts';
import { useRepeated } from './use-repeated.ts';
import { ROOM_WORDS } from './words.ts';

const LIST_EVERY_MS = 4_000;

/** Everybody who was admitted more than once, open cases first, to be closed by name and reason. */
export function ConflictsTab({ room }: { readonly room: Room }) {
  const name = useStore(room.name);
  // What was listed stays while the database is away.
  const [conflicts, setConflicts] = useState<readonly Conflict[] | null>(null);
  const listAgain = useRepeated(
    () => room.ask('control-room:list-conflicts', { isOpenOnly: false }),
    LIST_EVERY_MS,
    (reply) =>
      reply.outcome === 'listed' &&
      setConflicts((shown) => inStillOrder(shown, reply.conflicts, room.closingDrafts.get().size > 0)),
  );

  async function close(
    closing: Pick<Conflict, 'conflictId' | 'version'> & { readonly closedBy: string; readonly why: string },
  ): Promise<string | null> {
    const reply = await room.ask('control-room:close-conflict', closing);
    listAgain();
    switch (reply.outcome) {
      case 'closed':
        room.name.set(closing.closedBy);
        return null;
      case 'changed':
        return WORDS.changed;
      case 'away':
        return WORDS.failed(`${reply.problem} ${reply.advice}`);
    }
  }

  if (conflicts === null) return <Empty title={ROOM_WORDS.starting} />;
  if (conflicts.length === 0) return <Empty title={WORDS.none} hint={WORDS.noneHint} />;
  return (
    <div className={styles.tab} data-scrolls>
      {conflicts.map((conflict) => (
        <ConflictCard
          key={conflict.conflictId}
          conflict={conflict}
          name={name}
          drafts={room.closingDrafts}
          onClose={close}
        />
      ))}
    </div>
  );
}
