import { useState } from 'react';
import type { Conflict } from '#shared/lead.ts';
import { Button } from '../../components/button.tsx';
import { Field } from '../../components/field.tsx';
import { Note } from '../../components/note.tsx';
import { QuickChoices } from '../../components/quick-choices.tsx';
import styles from './conflict-card.module.css';
import type { LeadSession } from './lead-session.ts';
import { CONFLICT_WORDS as WORDS } from './words/conflict-words.ts';
import { LEAD_WORDS } from './words/desk-words.ts';

const MAX_NAME = 100;
const MAX_WHY = 400;

/** Closes a conflict by name and with a word of why; refused when it has another side than the lead saw. */
export function CloseConflict({
  conflict,
  lead,
}: {
  readonly conflict: Conflict;
  readonly lead: LeadSession;
}) {
  const [isOpen, setIsOpen] = useState(false);
  const [closedBy, setClosedBy] = useState('');
  const [why, setWhy] = useState('');
  const [isAsking, setIsAsking] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const isReady = closedBy.trim() !== '' && why.trim() !== '' && !isAsking;

  async function close(): Promise<void> {
    setIsAsking(true);
    const { conflictId, version } = conflict;
    const reply = await lead.ask('lead:close-conflict', {
      conflictId,
      version,
      closedBy: closedBy.trim(),
      why: why.trim(),
    });
    setIsAsking(false);
    switch (reply.outcome) {
      case 'closed':
      case 'locked':
        return setProblem(null);
      case 'changed':
        return setProblem(WORDS.changed);
      case 'failed':
        return setProblem(WORDS.failed(reply.problem));
      case 'unanswered':
        return setProblem(LEAD_WORDS.unanswered);
    }
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
    <>
      <Field
        label={WORDS.closedBy}
        value={closedBy}
        onChange={setClosedBy}
        maxLength={MAX_NAME}
        hasFocus
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
        <Button onPress={() => setIsOpen(false)}>{LEAD_WORDS.cancel}</Button>
        <Button look="primary" isDisabled={!isReady} onPress={() => void close()} testId="close-confirm">
          {WORDS.confirm}
        </Button>
      </footer>
    </>
  );
}
