import { type RefObject, useState } from 'react';
import type { FoundTicket } from '#shared/control-room.ts';
import { Field } from '../../components/field.tsx';
import { format } from '../../components/format.ts';
import { Note } from '../../components/note.tsx';
import { Empty } from '../lead/empty.tsx';
import { HOLDER_KIND_WORDS } from '../scan/words.ts';
import type { Room } from './room.ts';
import { TicketHistoryView } from './ticket-history.tsx';
import styles from './tickets-tab.module.css';
import { type TicketSearch, useTickets } from './use-tickets.ts';
import { TICKET_WORDS as WORDS } from './words.ts';

const MAX_TEXT = 500;

/** Finds a ticket purchase, and shows all that ever happened to it. */
export function TicketsTab({
  room,
  searchField,
}: {
  readonly room: Room;
  readonly searchField: RefObject<HTMLInputElement | null>;
}) {
  const [text, setText] = useState('');
  const [chosenId, setChosenId] = useState<number | null>(null);
  const search = useTickets(room, text);
  const onlyId =
    search.kind === 'found' && search.all === 1 ? (search.tickets[0]?.ticketPurchaseId ?? null) : null;
  const shownId = chosenId ?? onlyId;
  return (
    <div className={styles.tab}>
      <section className={styles.search}>
        <Field
          label={WORDS.label}
          value={text}
          onChange={(next) => {
            setText(next);
            setChosenId(null);
          }}
          // The next scan takes its place.
          onEnter={() => searchField.current?.select()}
          maxLength={MAX_TEXT}
          hasFocus
          reference={searchField}
          testId="ticket-search"
        />
        <Found search={search} chosenId={shownId} onChoose={setChosenId} />
      </section>
      <section className={styles.history} data-scrolls>
        {shownId === null ? (
          <Empty title={WORDS.choose} />
        ) : (
          <TicketHistoryView key={shownId} room={room} ticketPurchaseId={shownId} />
        )}
      </section>
    </div>
  );
}

function Found({
  search,
  chosenId,
  onChoose,
}: {
  readonly search: TicketSearch;
  readonly chosenId: number | null;
  readonly onChoose: (id: number) => void;
}) {
  switch (search.kind) {
    case 'too-short':
      return <p className={styles.hint}>{WORDS.hint}</p>;
    case 'searching':
      return <p className={styles.hint}>{WORDS.searching}</p>;
    case 'failed':
      return <Note tone="attention">{search.problem}</Note>;
    case 'found':
      if (search.all === 0) return <Empty title={WORDS.none(search.text)} hint={WORDS.noneHint} />;
      return (
        <ol className={styles.found} data-scrolls>
          {search.tickets.map((ticket) => (
            <TicketLine
              key={ticket.ticketPurchaseId}
              ticket={ticket}
              isChosen={ticket.ticketPurchaseId === chosenId}
              onChoose={() => onChoose(ticket.ticketPurchaseId)}
            />
          ))}
          {search.all > search.tickets.length && (
            <li className={styles.hint}>
              {WORDS.more(format.count(search.tickets.length), format.count(search.all))}
            </li>
          )}
        </ol>
      );
  }
}

function TicketLine({
  ticket,
  isChosen,
  onChoose,
}: {
  readonly ticket: FoundTicket;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}) {
  const { holderName, kind, ticketKind, shortCode, concertTitle, ticketPurchaseId } = ticket;
  return (
    <li>
      <button
        type="button"
        className={styles.ticket}
        aria-pressed={isChosen}
        data-testid="found-ticket"
        onClick={onChoose}
      >
        <b dir="auto">{holderName ?? HOLDER_KIND_WORDS[kind]}</b>
        <span dir="auto">
          {[
            holderName === null ? null : HOLDER_KIND_WORDS[kind],
            ticketKind,
            shortCode === '' ? null : `…${shortCode}`,
            WORDS.number(ticketPurchaseId),
            concertTitle,
          ]
            .filter((part) => part !== null)
            .join(' · ')}
        </span>
      </button>
    </li>
  );
}
