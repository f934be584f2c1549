import { useRef } from 'react';
import type { Conflict } from '#shared/conflict.ts';
import { CloseConflict, type CloseCase } from './close-conflict.tsx';
import type { ClosingDrafts } from './closing-drafts.ts';
import styles from './conflict-card.module.css';
import { CONFLICT_WORDS as WORDS } from './conflict-words.ts';
import { format } from './format.ts';
import { ToneSymbol } from './symbols.tsx';

/** One conflict with all its sides, and how to close it. */
export function ConflictCard({
  conflict,
  name = '',
  drafts,
  onClose,
}: {
  readonly conflict: Conflict;
  /** Who is likely to close it. */
  readonly name?: string;
  readonly drafts: ClosingDrafts;
  readonly onClose: CloseCase;
}) {
  const { holderName, ticketKind, ticketPurchaseId, closedAt, closings } = conflict;
  const card = useRef<HTMLElement>(null);
  return (
    <section
      ref={card}
      className={styles.card}
      // It has the cursor when what had it in here is done.
      tabIndex={-1}
      data-testid="conflict"
      data-is-open={closedAt === null}
      data-ticket-purchase-id={ticketPurchaseId}
    >
      <header>
        <h2>
          <bdi>{holderName ?? WORDS.title}</bdi>
        </h2>
        <p>
          {[ticketKind, WORDS.purchase(ticketPurchaseId)].filter((part) => part !== null).join(' · ')}
          {closedAt !== null && ` · ${WORDS.closedAt(format.dayAndTime(new Date(closedAt)))}`}
        </p>
      </header>
      <ol className={styles.sides}>
        {conflict.sides.map((side, index) => (
          <Side key={index} side={side} />
        ))}
      </ol>
      {closings !== null && (
        <p className={styles.closings} dir="auto">
          {closedAt === null && `${WORDS.closed}: `}
          {closings}
        </p>
      )}
      <CloseConflict card={card} conflict={conflict} name={name} drafts={drafts} onClose={onClose} />
    </section>
  );
}

function Side({ side }: { readonly side: Conflict['sides'][number] }) {
  const { gateId, operator, doorTime, logLine, decidedBy } = side;
  return (
    <li data-testid="conflict-side">
      <b className={styles.gate}>
        <ToneSymbol tone="admitted" />
        {gateId === null ? WORDS.noGate : WORDS.gate(gateId)}
      </b>
      {doorTime === null ? <span>{WORDS.noTime}</span> : <DoorTime doorTime={doorTime} />}
      <span dir="auto">{operator === '' ? WORDS.noOperator : WORDS.operator(operator)}</span>
      <span className={styles.quiet}>
        {decidedBy === 'database' ? WORDS.byDatabase : WORDS.byGate}
        {logLine !== null && ` · ${WORDS.fromLog(logLine.sequence)}`}
      </span>
    </li>
  );
}

/** The time by the database's clock, as far as this laptop's was measured against it, and how sure that is. */
function DoorTime({ doorTime }: { readonly doorTime: NonNullable<Conflict['sides'][number]['doorTime']> }) {
  const { at, offsetMs, uncertaintyMs } = doorTime;
  const corrected = new Date(new Date(at).getTime() + (offsetMs ?? 0));
  return (
    <>
      <time className={styles.time} dateTime={corrected.toISOString()}>
        {format.exactTimeOfDay(corrected)}
        {uncertaintyMs !== null && <small>{WORDS.uncertainty(format.shortSpan(uncertaintyMs))}</small>}
      </time>
      {offsetMs === null && <span className={styles.quiet}>{WORDS.clockUnmeasured}</span>}
      {offsetMs !== null && Math.abs(offsetMs) >= 1_000 && (
        <span className={styles.quiet}>{WORDS.offset(format.span(Math.abs(offsetMs)), offsetMs > 0)}</span>
      )}
    </>
  );
}
