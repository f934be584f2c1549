import { type RefObject, useEffect } from 'react';
import type { FoundTicket } from '#shared/control-room.ts';
import { Field } from '../../components/field.tsx';
import { format } from '../../components/format.ts';
import { Note } from '../../components/note.tsx';
import { useStore } from '../../use-store.ts';
import { Empty } from '../lead/empty.tsx';
import { HOLDER_KIND_WORDS } from '../scan/words.ts';
import type { Room } from './room.ts';
import { lookFor, shownIdOf } from './ticket-search.ts';
import { TicketHistoryView } from './ticket-history.tsx';
import styles from './tickets-tab.module.css';
import { type Found, useTickets } from './use-tickets.ts';
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
  const search = useStore(room.search);
  const found = useTickets(room);
  const shownId = shownIdOf(search);
  // What stood there when another tab was looked at makes way for the next scan.
  useEffect(() => searchField.current?.select(), [searchField]);
  return (
    <div className={styles.tab}>
      <section className={styles.search}>
        <Field
          label={WORDS.label}
          value={search.text}
          onChange={(text) => lookFor(room.search, text)}
          // The next scan takes its place.
          onEnter={() => searchField.current?.select()}
          onEscape={() => lookFor(room.search, '')}
          maxLength={MAX_TEXT}
          hasFocus
          reference={searchField}
          testId="ticket-search"
        />
        <FoundTickets
          found={found}
          chosenId={shownId}
          onChoose={(chosenId) => room.search.set({ ...room.search.get(), chosenId })}
        />
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

function FoundTickets({
  found,
  chosenId,
  onChoose,
}: {
  readonly found: Found;
  readonly chosenId: number | null;
  readonly onChoose: (id: number) => void;
}) {
  switch (found.kind) {
    case 'too-short':
      return <p className={styles.hint}>{WORDS.hint}</p>;
    case 'searching':
      return <p className={styles.hint}>{WORDS.searching}</p>;
    case 'failed':
      return <Note tone="attention">{found.problem}</Note>;
    case 'found':
      if (found.all === 0) return <Empty title={WORDS.none(found.text)} hint={WORDS.noneHint} />;
      return (
        <ol className={styles.found} data-scrolls>
          {found.tickets.map((ticket) => (
            <TicketLine
              key={ticket.ticketPurchaseId}
              ticket={ticket}
              isChosen={ticket.ticketPurchaseId === chosenId}
              onChoose={() => onChoose(ticket.ticketPurchaseId)}
            />
          ))}
          {found.all > found.tickets.length && (
            <li className={styles.hint}>
              {WORDS.more(format.count(found.tickets.length), format.count(found.all))}
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
