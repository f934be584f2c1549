import { Fragment, type KeyboardEvent, useRef, useState } from 'react';
import type { Guest } from '#shared/lead.ts';
import { Field } from '../../components/field.tsx';
import { format } from '../../components/format.ts';
import { Note } from '../../components/note.tsx';
import { GuestLine } from './guest-line.tsx';
import type { LeadSession } from './lead-session.ts';
import { WRITE_WORDS as WORDS } from './words/write-words.ts';
import { type Doubt, type EnterStep, moveMark, whatChoosingDoes, whatEnterDoes } from './paper-entry.ts';
import { PaperQuestion } from './paper-question.tsx';
import { PaperTime } from './paper-time.tsx';
import { timeOnPaper } from './time-on-paper.ts';
import { useGuests } from './use-guests.ts';
import styles from './write-down.module.css';
import { nameOf, writeEntry, type Written } from './write-entry.ts';

const MAX_WHO = 200;

/**
 * Enters a ticked door list: type, Enter, next. A line of the log can't be taken back, so Enter writes only when it is beyond doubt
 * whom it means, and each entry is shown as it was written.
 */
export function FromPaper({ lead }: { readonly lead: LeadSession }) {
  const [text, setText] = useState('');
  const [time, setTime] = useState('');
  const [mark, setMark] = useState<number | null>(null);
  const [asked, setAsked] = useState<Doubt | null>(null);
  const [remark, setRemark] = useState<string | null>(null);
  const [entered, setEntered] = useState<readonly (Written & { readonly number: number })[]>([]);
  const isWriting = useRef(false);
  const field = useRef<HTMLInputElement>(null);
  const search = useGuests(lead, text);
  const guests = search.kind === 'found' && search.text === text.trim() ? search.guests : [];

  function change(value: string): void {
    setText(value);
    setMark(null);
    setAsked(null);
    setRemark(null);
  }

  function onEnter(): void {
    take(whatEnterDoes(search, text, mark, asked));
  }

  function onTouch(guest: Guest, index: number): void {
    // What is said above the list stays: a second touch in the same place must not meet another line.
    setMark(index);
    take(whatChoosingDoes(guest, null));
    // Enter answers for the guest that was touched, and belongs to the field.
    field.current?.focus();
  }

  function take(step: EnterStep): void {
    switch (step.kind) {
      case 'write':
        return void write(step.guest === null ? text.trim() : nameOf(step.guest), step.guest);
      case 'choose':
        return setRemark(WORDS.chooseOne);
      case 'ask':
        if (step.doubt.kind === 'not-listed') setRemark(WORDS.paperNone);
        return setAsked(step.doubt);
      case 'wait':
        return;
    }
  }

  async function write(who: string, guest: Guest | null): Promise<void> {
    const doorTime = timeOnPaper(time, new Date());
    if (doorTime === 'bad') return setRemark(WORDS.badTime);
    // A second Enter on the same guest is a slip.
    if (isWriting.current) return;
    isWriting.current = true;
    const outcome = await writeEntry(lead, { who, guest, reason: WORDS.paperReason, doorTime });
    isWriting.current = false;
    if (outcome === null) return;
    setEntered((before) => [{ ...outcome, number: before.length + 1 }, ...before]);
    change('');
    field.current?.focus();
  }

  function onArrow(event: KeyboardEvent): void {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    setMark(moveMark(mark, event.key === 'ArrowDown' ? 1 : -1, guests.length));
    setAsked(null);
    setRemark(null);
  }

  return (
    <div className={styles.paper} onKeyDown={onArrow}>
      <p className={styles.hint}>{WORDS.paperHint}</p>
      <div className={styles.row}>
        <Field
          label={WORDS.find}
          value={text}
          onChange={change}
          onEnter={onEnter}
          maxLength={MAX_WHO}
          hasFocus
          reference={field}
          testId="paper-guest"
        />
        <PaperTime time={time} onChange={setTime} onEnter={onEnter} />
      </div>
      {remark !== null && (
        <Note tone="plain" testId="paper-remark">
          {remark}
        </Note>
      )}
      {search.kind === 'failed' && <Note tone="attention">{search.problem}</Note>}
      <ul className={styles.guests} data-testid="paper-guests">
        {guests.map((guest, index) => (
          <Fragment key={guest.ticketPurchaseId}>
            <GuestLine
              guest={guest}
              isMarked={index === (mark ?? (guests.length === 1 ? 0 : null))}
              onChoose={() => onTouch(guest, index)}
            />
            {asked?.kind === 'refused' && asked.ticketPurchaseId === guest.ticketPurchaseId && (
              <PaperQuestion guest={guest} onConfirm={() => void write(nameOf(guest), guest)} />
            )}
          </Fragment>
        ))}
      </ul>
      <h3 className={styles.heading}>
        {WORDS.running} <b>{format.count(entered.filter(({ isWritten }) => isWritten).length)}</b>
      </h3>
      {entered.length === 0 && <p className={styles.hint}>{WORDS.runningNone}</p>}
      <ol className={styles.entered} data-testid="entered">
        {entered.map(({ number, words, isWritten }) => (
          <li key={number}>
            <Note tone={isWritten ? 'done' : 'attention'}>{words}</Note>
          </li>
        ))}
      </ol>
    </div>
  );
}
