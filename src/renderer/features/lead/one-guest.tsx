import { useState } from 'react';
import type { Guest } from '#shared/lead.ts';
import { Button } from '../../components/button.tsx';
import { Field } from '../../components/field.tsx';
import { format } from '../../components/format.ts';
import { Note } from '../../components/note.tsx';
import { QuickChoices } from '../../components/quick-choices.tsx';
import { GuestLine, refusalOf } from './guest-line.tsx';
import type { LeadSession } from './lead-session.ts';
import { LEAD_WORDS } from './words/desk-words.ts';
import { WRITE_WORDS as WORDS } from './words/write-words.ts';
import { type GuestSearch, useGuests } from './use-guests.ts';
import styles from './write-down.module.css';
import { nameOf, writeEntry, type Written } from './write-entry.ts';

const MAX_WHO = 200;
const MAX_REASON = 250;

/** Whom the entry is for: somebody on the list, or somebody the lead names. */
type Chosen = { readonly who: string; readonly guest: Guest | null };

/** Writes down one guest at the door: who, why, done. */
export function OneGuest({ lead }: { readonly lead: LeadSession }) {
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [written, setWritten] = useState<Written | null>(null);
  const search = useGuests(lead, text);

  if (chosen !== null) {
    return (
      <WhyNotScanned
        lead={lead}
        chosen={chosen}
        onBack={() => setChosen(null)}
        onWritten={(outcome) => {
          setWritten(outcome);
          setChosen(null);
          if (outcome.isWritten) setText('');
        }}
      />
    );
  }
  return (
    <>
      {written !== null && (
        <Note tone={written.isWritten ? 'done' : 'attention'} testId="written">
          {written.words}
        </Note>
      )}
      <Field
        label={WORDS.find}
        value={text}
        onChange={(value) => {
          setText(value);
          setWritten(null);
        }}
        maxLength={MAX_WHO}
        hasFocus
        testId="find-guest"
      />
      <Found search={search} onChoose={(guest) => setChosen({ who: nameOf(guest), guest })} />
      {text.trim() !== '' && (
        <Button onPress={() => setChosen({ who: text.trim(), guest: null })} testId="not-listed">
          {WORDS.notListed(text.trim())}
        </Button>
      )}
    </>
  );
}

function Found({
  search,
  onChoose,
}: {
  readonly search: GuestSearch;
  readonly onChoose: (guest: Guest) => void;
}) {
  switch (search.kind) {
    case 'too-short':
      return <p className={styles.hint}>{WORDS.findHint}</p>;
    case 'searching':
      return <p className={styles.hint}>{LEAD_WORDS.loading}</p>;
    case 'failed':
      return <Note tone="attention">{search.problem}</Note>;
    case 'found': {
      const { guests, all, text } = search;
      if (guests.length === 0) return <p className={styles.hint}>{WORDS.noneFound(text)}</p>;
      return (
        <ul className={styles.guests} data-testid="guests">
          {guests.map((guest) => (
            <GuestLine
              key={guest.ticketPurchaseId}
              guest={guest}
              isMarked={false}
              onChoose={() => onChoose(guest)}
            />
          ))}
          {all > guests.length && (
            <li className={styles.hint}>{WORDS.more(format.count(all - guests.length))}</li>
          )}
        </ul>
      );
    }
  }
}

function WhyNotScanned({
  lead,
  chosen: { who, guest },
  onBack,
  onWritten,
}: {
  readonly lead: LeadSession;
  readonly chosen: Chosen;
  readonly onBack: () => void;
  readonly onWritten: (outcome: Written) => void;
}) {
  const [reason, setReason] = useState('');
  const [isWriting, setIsWriting] = useState(false);
  const refusal = guest === null ? null : refusalOf(guest);
  const isReady = reason.trim() !== '' && !isWriting;

  async function write(): Promise<void> {
    setIsWriting(true);
    const outcome = await writeEntry(lead, { who, guest, reason: reason.trim(), doorTime: null });
    if (outcome !== null) onWritten(outcome);
  }

  return (
    <>
      {guest === null ? (
        <p className={styles.chosen} dir="auto">
          {who}
        </p>
      ) : (
        <ul className={styles.guests}>
          <GuestLine guest={guest} isMarked onChoose={onBack} />
        </ul>
      )}
      {refusal !== null && (
        <Note tone="attention" testId="refusal">
          {WORDS.warning(refusal)}
        </Note>
      )}
      <QuickChoices
        label={WORDS.reason}
        choices={WORDS.reasons}
        value={reason}
        onChange={setReason}
        onEnter={() => isReady && void write()}
        maxLength={MAX_REASON}
        testId="reason"
      />
      <footer className={styles.footer}>
        <Button onPress={onBack}>{WORDS.back}</Button>
        <Button look="primary" isDisabled={!isReady} onPress={() => void write()} testId="write">
          {refusal === null ? WORDS.confirm(who) : WORDS.confirmAnyway(who)}
        </Button>
      </footer>
    </>
  );
}
