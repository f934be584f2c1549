import { useEffect, useRef } from 'react';
import type { Guest } from '#shared/lead.ts';
import { Button } from '../../components/button.tsx';
import { Note } from '../../components/note.tsx';
import { refusalOf } from './guest-line.tsx';
import { WRITE_WORDS as WORDS } from './words/write-words.ts';
import styles from './write-down.module.css';
import { nameOf } from './write-entry.ts';

/** Asks, under the guest's own line, whether somebody is written down whose ticket says no. */
export function PaperQuestion({
  guest,
  onConfirm,
}: {
  readonly guest: Guest;
  readonly onConfirm: () => void;
}) {
  const refusal = refusalOf(guest);
  const question = useRef<HTMLLIElement>(null);
  useEffect(() => {
    // Down a long list it would be asked where nobody reads it. Newer Chromium answers with a promise, which is no effect's end.
    question.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  return (
    <li ref={question} className={styles.question}>
      <Note tone="attention" testId="paper-question">
        {refusal !== null && WORDS.warning(refusal)} {WORDS.paperRefused}
      </Note>
      <Button onPress={onConfirm} testId="paper-anyway">
        {WORDS.confirmAnyway(nameOf(guest))}
      </Button>
    </li>
  );
}
