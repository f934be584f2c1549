import type { TicketDetails } from '#shared/attempt.ts';
import type { GateState } from '#shared/gate-state.ts';
import { AttentionSymbol } from '../../components/symbols.tsx';
import { nameSize } from './name-size.ts';
import type { ShownVerdict } from './scan-state.ts';
import { VerdictFacts } from './verdict-facts.tsx';
import { VerdictHeading } from './verdict-heading.tsx';
import styles from './verdict.module.css';
import { HOLDER_KIND_WORDS, WORDS } from './words.ts';

/** Everything a verdict tells: heading, holder, facts and the attention note. */
export function VerdictView({
  shown,
  gate,
}: {
  readonly shown: ShownVerdict;
  readonly gate: GateState | null;
}) {
  const { answer } = shown;
  const ticket = 'ticket' in answer ? answer.ticket : null;
  const note = ticket?.attentionNote ?? null;
  return (
    <>
      <VerdictHeading answer={answer} />
      <div className={styles.details}>
        {ticket !== null && <Holder ticket={ticket} />}
        <VerdictFacts shown={shown} gate={gate} />
        {note !== null && <AttentionNote note={note} />}
      </div>
    </>
  );
}

function Holder({ ticket: { holder, ticketKind } }: { readonly ticket: TicketDetails }) {
  const kind = HOLDER_KIND_WORDS[holder.kind];
  const name = holder.name ?? kind;
  return (
    <div className={styles.holder}>
      {/* A name may be written from the right: its own direction must not turn the line around it. */}
      <p className={styles.name} data-testid="holder-name" data-size={nameSize(name)} dir="auto">
        {name}
      </p>
      <p className={styles.kind} data-testid="ticket-kind">
        {holder.name !== null && <span>{kind}</span>}
        {ticketKind !== null && <bdi>{ticketKind}</bdi>}
      </p>
    </div>
  );
}

function AttentionNote({ note }: { readonly note: string }) {
  return (
    <div className={styles.attention} data-testid="attention-note">
      <AttentionSymbol />
      <p>
        <b>{WORDS.attention}</b>
        <span dir="auto">{note}</span>
      </p>
    </div>
  );
}
