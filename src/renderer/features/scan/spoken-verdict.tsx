import styles from './verdict.module.css';
import type { ShownVerdict } from './scan-state.ts';
import { verdictWords } from './words.ts';

/** The verdict for a screen reader. It stays in the page, because only changes within a live region are read out. */
export function SpokenVerdict({ shown }: { readonly shown: ShownVerdict | null }) {
  return (
    <p className={styles.spoken} aria-live="assertive">
      {shown === null ? '' : inWords(shown)}
    </p>
  );
}

function inWords({ answer }: ShownVerdict): string {
  const { title, action } = verdictWords(answer);
  const name = 'ticket' in answer ? answer.ticket.holder.name : null;
  return [title, name, action].filter((part) => part !== null).join('. ');
}
