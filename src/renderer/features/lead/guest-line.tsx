import type { Guest } from '#shared/lead.ts';
import { DECIDED_VERDICTS, toneOf } from '#shared/verdict.ts';
import { ToneSymbol } from '../../components/symbols.tsx';
import { DECIDED_VERDICT_WORDS } from '../scan/words.ts';
import { GUEST_KIND_WORDS } from './words/write-words.ts';
import { nameOf } from './write-entry.ts';
import styles from './write-down.module.css';

/** One guest of the list: who it is, and what a scan of the ticket would come to. */
export function GuestLine({
  guest,
  isMarked,
  onChoose,
}: {
  readonly guest: Guest;
  readonly isMarked: boolean;
  readonly onChoose: () => void;
}) {
  const verdict = DECIDED_VERDICTS.find((known) => known === guest.verdict);
  return (
    <li>
      <button
        type="button"
        className={styles.guest}
        aria-pressed={isMarked}
        data-testid="guest"
        data-tone={verdict && toneOf(verdict)}
        onClick={onChoose}
      >
        {verdict !== undefined && <ToneSymbol tone={toneOf(verdict)} />}
        <span className={styles.who}>
          <b dir="auto">{nameOf(guest)}</b>
          <span>
            {[GUEST_KIND_WORDS[guest.kind], guest.ticketKind, `…${guest.shortCode}`]
              .filter((part) => part !== null)
              .join(' · ')}
          </span>
          {guest.attentionNote !== null && <span dir="auto">{guest.attentionNote}</span>}
        </span>
        {verdict !== undefined && verdict !== 'admitted' && (
          <span className={styles.verdict}>{DECIDED_VERDICT_WORDS[verdict]}</span>
        )}
      </button>
    </li>
  );
}

/** The words of what a scan of this guest's ticket would come to; null when it would be let in. */
export function refusalOf({ verdict }: Guest): string | null {
  if (verdict === 'admitted') return null;
  const known = DECIDED_VERDICTS.find((candidate) => candidate === verdict);
  return known === undefined ? verdict : DECIDED_VERDICT_WORDS[known];
}
