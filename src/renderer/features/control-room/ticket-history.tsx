import { useState } from 'react';
import type { FoundTicket, TicketHistory } from '#shared/control-room.ts';
import { DECIDED_VERDICTS, toneOf } from '#shared/verdict.ts';
import type { IpcCallOutput } from '#shared/ipc/contract.ts';
import { format } from '../../components/format.ts';
import { Note } from '../../components/note.tsx';
import { AttentionSymbol, ToneSymbol } from '../../components/symbols.tsx';
import { Empty } from '../lead/empty.tsx';
import { DECIDED_VERDICT_WORDS, HOLDER_KIND_WORDS } from '../scan/words.ts';
import type { Room } from './room.ts';
import { useRepeated } from './use-repeated.ts';
import styles from './ticket-history.module.css';
import { TICKET_WORDS as WORDS } from './words.ts';

/** Somebody looks at it because something happens to it now. */
const READ_EVERY_MS = 5_000;

type Reading =
  | { readonly kind: 'reading' }
  | { readonly kind: 'read'; readonly history: TicketHistory | null; readonly at: Date }
  | { readonly kind: 'failed'; readonly problem: string };

/** One ticket purchase and every attempt at it. */
export function TicketHistoryView({
  room,
  ticketPurchaseId,
}: {
  readonly room: Room;
  readonly ticketPurchaseId: number;
}) {
  const [reading, setReading] = useState<Reading>({ kind: 'reading' });
  useRepeated(
    () => room.ask('control-room:get-history', { ticketPurchaseId }),
    READ_EVERY_MS,
    (reply) => setReading((last) => readingAfter(last, reply)),
  );
  switch (reading.kind) {
    case 'reading':
      return <Empty title={WORDS.searching} />;
    case 'failed':
      return <Note tone="attention">{reading.problem}</Note>;
    case 'read':
      return reading.history === null ? (
        <Empty title={WORDS.gone} />
      ) : (
        <History history={reading.history} at={reading.at} />
      );
  }
}

/** What was read stays while the database is away. */
function readingAfter(last: Reading, reply: IpcCallOutput<'control-room:get-history'>): Reading {
  if (reply.outcome === 'history') return { kind: 'read', history: reply.history, at: new Date() };
  return last.kind === 'read' ? last : { kind: 'failed', problem: `${reply.problem} ${reply.advice}` };
}

function History({ history, at }: { readonly history: TicketHistory; readonly at: Date }) {
  const { ticket, attempts, allAttempts, conflict } = history;
  return (
    <article className={styles.history} data-testid="ticket-history">
      <header>
        <h2 dir="auto">{ticket.holderName ?? HOLDER_KIND_WORDS[ticket.kind]}</h2>
        <p dir="auto">
          {[ticket.ticketKind, ticket.concertTitle, WORDS.number(ticket.ticketPurchaseId)]
            .filter((part) => part !== null)
            .join(' · ')}
        </p>
        <p className={styles.state} dir="auto" data-testid="ticket-state">
          {stateInWords(history, at)}
        </p>
      </header>
      {ticket.attentionNote !== null && ticket.attentionNote !== '' && (
        <Note tone="attention">
          <span dir="auto">{ticket.attentionNote}</span>
        </Note>
      )}
      {conflict !== null && <Note tone="attention">{WORDS.conflict}</Note>}
      <h3>{WORDS.attempts}</h3>
      {attempts.length < allAttempts && (
        <p className={styles.quiet} data-testid="not-all-attempts">
          {WORDS.notAll(format.count(attempts.length), format.count(allAttempts))}
        </p>
      )}
      {attempts.length === 0 && <p className={styles.quiet}>{WORDS.noAttempts}</p>}
      <ol className={styles.attempts}>
        {attempts.map((attempt) => (
          <AttemptLine key={attempt.attemptId} attempt={attempt} at={at} />
        ))}
      </ol>
    </article>
  );
}

function AttemptLine({
  attempt,
  at,
}: {
  readonly attempt: TicketHistory['attempts'][number];
  readonly at: Date;
}) {
  const verdict = DECIDED_VERDICTS.find((known) => known === attempt.verdict);
  const { doorTime, gateId, operator, decidedBy, basis, note, durationMs, retries, clockUncertaintyMs } =
    attempt;
  return (
    <li
      className={styles.attempt}
      data-testid="history-attempt"
      data-verdict={attempt.verdict}
      data-tone={verdict && toneOf(verdict)}
    >
      {verdict === undefined ? <AttentionSymbol /> : <ToneSymbol tone={toneOf(verdict)} />}
      <time dateTime={doorTime}>{format.timeSeenFrom(new Date(doorTime), at)}</time>
      <b>{gateId}</b>
      <div>
        <b>{verdict === undefined ? attempt.verdict : DECIDED_VERDICT_WORDS[verdict]}</b>
        <span className={styles.quiet} dir="auto">
          {[
            operator === '' ? null : operator,
            decidedBy === 'emergency' ? WORDS.byGate : null,
            basis === 'lead' ? WORDS.byLead : basis === 'manual' ? WORDS.byHand : null,
            clockUncertaintyMs === null ? null : WORDS.uncertain(format.shortSpan(clockUncertaintyMs)),
            WORDS.took(format.shortSpan(durationMs)),
            retries === 0 ? null : WORDS.retries(retries),
            note,
          ]
            .filter((part) => part !== null)
            .join(' · ')}
        </span>
      </div>
    </li>
  );
}

function stateInWords({ ticket, usedAt, usedGateId }: TicketHistory, at: Date): string {
  if (ticket.status === 'cancelled') return WORDS.cancelled;
  if (ticket.status === 'used') {
    return usedAt === null || usedGateId === null
      ? WORDS.usedSomewhere
      : WORDS.usedAt(format.timeSeenFrom(new Date(usedAt), at), usedGateId);
  }
  if (ticket.status === 'valid') return isUnsold(ticket) ? WORDS.notSold : WORDS.unused;
  return ticket.status;
}

function isUnsold({ isWalkIn, isSold }: FoundTicket): boolean {
  return isWalkIn && !isSold;
}
