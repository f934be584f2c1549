import { useState } from 'react';
import type { Conflict } from '#shared/lead.ts';
import { Button } from './button.tsx';
import styles from './conflict-card.module.css';
import { CONFLICT_WORDS as WORDS } from './conflict-words.ts';
import { Field } from './field.tsx';
import { Note } from './note.tsx';
import { QuickChoices } from './quick-choices.tsx';

/** Closes a conflict as it was seen: null when that is done, else what to tell the person. */
export type CloseCase = (
  closing: Pick<Conflict, 'conflictId' | 'version'> & { readonly closedBy: string; readonly why: string },
) => Promise<string | null>;

const MAX_NAME = 100;
const MAX_WHY = 400;

/** Closes a conflict by name and with a word of why; refused when it has another side than that person saw. */
export function CloseConflict({
  conflict,
  name,
  onClose,
}: {
  readonly conflict: Conflict;
  readonly name: string;
  readonly onClose: CloseCase;
}) {
  const [isOpen, setIsOpen] = useState(false);
  const [closedBy, setClosedBy] = useState(name);
  const [why, setWhy] = useState('');
  const [isAsking, setIsAsking] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const isReady = closedBy.trim() !== '' && why.trim() !== '' && !isAsking;

  async function close(): Promise<void> {
    setIsAsking(true);
    const { conflictId, version } = conflict;
    setProblem(await onClose({ conflictId, version, closedBy: closedBy.trim(), why: why.trim() }));
    setIsAsking(false);
  }

  if (!isOpen) {
    return (
      <footer className={styles.footer}>
        <p>{WORDS.hint}</p>
        <Button onPress={() => setIsOpen(true)} testId="close-conflict">
          {WORDS.close}
        </Button>
      </footer>
    );
  }
  return (
    <div className={styles.form} data-is-form>
      <Field
        label={WORDS.closedBy}
        value={closedBy}
        onChange={setClosedBy}
        maxLength={MAX_NAME}
        hasFocus={closedBy === ''}
        testId="closed-by"
      />
      <QuickChoices
        label={WORDS.why}
        choices={WORDS.reasons}
        value={why}
        onChange={setWhy}
        onEnter={() => isReady && void close()}
        maxLength={MAX_WHY}
        testId="closed-why"
      />
      {problem !== null && (
        <Note tone="attention" testId="close-problem">
          {problem}
        </Note>
      )}
      <footer className={styles.footer}>
        <Button onPress={() => setIsOpen(false)}>{WORDS.cancel}</Button>
        <Button look="primary" isDisabled={!isReady} onPress={() => void close()} testId="close-confirm">
          {WORDS.confirm}
        </Button>
      </footer>
    </div>
  );
}
