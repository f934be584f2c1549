import { type RefObject, useRef, useState } from 'react';
import type { Conflict } from '#shared/conflict.ts';
import { useStore } from '../use-store.ts';
import { Button } from './button.tsx';
import { type ClosingDraft, type ClosingDrafts, setDraft } from './closing-drafts.ts';
import styles from './conflict-card.module.css';
import { CONFLICT_WORDS as WORDS } from './conflict-words.ts';
import { Field } from './field.tsx';
import { takeFocusBack } from './focus.ts';
import { Note } from './note.tsx';
import { QuickChoices } from './quick-choices.tsx';
import { useEscape } from './use-escape.ts';

/** Closes a conflict as it was seen: null when that is done, else what to tell the person. */
export type CloseCase = (
  closing: Pick<Conflict, 'conflictId' | 'version'> & { readonly closedBy: string; readonly why: string },
) => Promise<string | null>;

const MAX_NAME = 100;
const MAX_WHY = 400;

type CloseConflictProps = {
  /** What stands around it, and has the cursor when the form has gone and the button that opened it as well. */
  readonly card: RefObject<HTMLElement | null>;
  readonly conflict: Conflict;
  readonly name: string;
  readonly drafts: ClosingDrafts;
  readonly onClose: CloseCase;
};

/** Closes a conflict by name and with a word of why; refused when it has another side than that person saw. */
export function CloseConflict({ card, conflict, name, drafts, onClose }: CloseConflictProps) {
  const { conflictId, closedAt } = conflict;
  const draft = useStore(drafts).get(conflictId);
  const [isCancelled, setIsCancelled] = useState(false);
  if (draft !== undefined) {
    return (
      <ClosingForm
        card={card}
        conflict={conflict}
        draft={draft}
        drafts={drafts}
        onClose={onClose}
        onCancel={() => {
          setIsCancelled(closedAt === null);
          if (closedAt !== null) takeFocusBack(card.current);
          setDraft(drafts, conflictId, null);
        }}
      />
    );
  }
  if (closedAt !== null) return null;
  return (
    <footer className={styles.footer}>
      <p>{WORDS.hint}</p>
      <Button
        onPress={() => {
          setIsCancelled(false);
          setDraft(drafts, conflictId, { closedBy: name, why: '' });
        }}
        hasFocus={isCancelled}
        testId="close-conflict"
      >
        {WORDS.close}
      </Button>
    </footer>
  );
}

function ClosingForm({
  card,
  conflict,
  draft,
  drafts,
  onClose,
  onCancel,
}: Omit<CloseConflictProps, 'name'> & { readonly draft: ClosingDraft; readonly onCancel: () => void }) {
  const { conflictId, version, closedAt, closings } = conflict;
  const { closedBy, why } = draft;
  const form = useRef<HTMLDivElement>(null);
  useEscape(form, onCancel);
  const [isAsking, setIsAsking] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  // Whoever is known begins with the reason.
  const [hasName] = useState(closedBy !== '');
  // The list may tell of our own closing before its answer comes.
  const isClosedMeanwhile = closedAt !== null && !isAsking;
  const isReady = closedBy.trim() !== '' && why.trim() !== '' && closedAt === null;
  const write = (change: Partial<ClosingDraft>): void =>
    setDraft(drafts, conflictId, { ...draft, ...change });

  async function close(): Promise<void> {
    if (!isReady || isAsking) return;
    setIsAsking(true);
    const refusal = await onClose({ conflictId, version, closedBy: closedBy.trim(), why: why.trim() });
    setIsAsking(false);
    setProblem(refusal);
    if (refusal !== null) return;
    takeFocusBack(card.current);
    setDraft(drafts, conflictId, null);
  }

  return (
    <div ref={form} className={styles.form} data-is-form>
      <Field
        label={WORDS.closedBy}
        value={closedBy}
        onChange={(value) => write({ closedBy: value })}
        maxLength={MAX_NAME}
        hasFocus={!hasName}
        testId="closed-by"
      />
      <QuickChoices
        label={WORDS.why}
        choices={WORDS.reasons}
        value={why}
        onChange={(value) => write({ why: value })}
        onEnter={() => void close()}
        maxLength={MAX_WHY}
        hasFocus={hasName}
        testId="closed-why"
      />
      {isClosedMeanwhile && (
        <Note tone="attention" testId="closed-meanwhile">
          {WORDS.closedMeanwhile(lastOf(closings ?? ''))}
        </Note>
      )}
      {problem !== null && (
        <Note tone="attention" testId="close-problem">
          {problem}
        </Note>
      )}
      <footer className={styles.footer}>
        <Button onPress={onCancel} testId="close-cancel">
          {WORDS.cancel}
        </Button>
        <Button
          look="primary"
          isDisabled={!isReady}
          isBusy={isAsking}
          onPress={() => void close()}
          testId="close-confirm"
        >
          {WORDS.confirm}
        </Button>
      </footer>
    </div>
  );
}

/** Who closed it last and why. The time stands above. */
function lastOf(closings: string): string {
  return (closings.split('\n').at(-1) ?? '').replace(/^\S+Z /u, '');
}
