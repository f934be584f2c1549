import { useState } from 'react';
import type { Answer } from '#shared/attempt.ts';
import { UNDECIDED_CAUSES } from '#shared/undecided.ts';
import { Button } from '../../components/button.tsx';
import { format } from '../../components/format.ts';
import { BellSymbol } from '../../components/gate-symbols.tsx';
import { Note } from '../../components/note.tsx';
import { QuickChoices } from '../../components/quick-choices.tsx';
import { useNow } from '../../components/use-now.ts';
import type { Scan } from '../../start-scan.ts';
import { useStore } from '../../use-store.ts';
import type { ShownVerdict } from '../scan/scan-state.ts';
import { shortVerdictWords } from '../scan/words.ts';
import { LEAD_WORDS } from './words/desk-words.ts';
import { WAITING_WORDS as WORDS } from './words/waiting-words.ts';
import styles from './waiting-guests.module.css';

const MAX_REASON = 250;
/** As many characters as the paper list prints of a code. */
const ENDING_CHARACTERS = 6;

/** Guests whom only the lead may let in, above everything else: they stand at the gate. */
export function WaitingGuests({ scan }: { readonly scan: Scan }) {
  const { forLead } = useStore(scan.session.state);
  const [outcome, setOutcome] = useState<Answer | 'unanswered' | null>(null);
  return (
    <>
      {outcome !== null && <Outcome outcome={outcome} />}
      {forLead.map((shown) => (
        <WaitingGuest key={shown.attempt.code} shown={shown} scan={scan} onOutcome={setOutcome} />
      ))}
    </>
  );
}

function WaitingGuest({
  shown,
  scan,
  onOutcome,
}: {
  readonly shown: ShownVerdict;
  readonly scan: Scan;
  readonly onOutcome: (outcome: Answer | 'unanswered' | null) => void;
}) {
  const { windowMs } = useNow();
  const [isOpen, setIsOpen] = useState(false);
  const [isAsking, setIsAsking] = useState(false);
  const [reason, setReason] = useState('');
  const { attempt } = shown;
  const isReady = reason.trim() !== '' && !isAsking;

  async function letIn(): Promise<void> {
    const { attemptId, code, doorTime, source } = attempt;
    setIsAsking(true);
    const reply = await scan.lead.ask('lead:admit', {
      // The id that the gate answered under, which a rescan of a code goes on with.
      attempt: { attemptId: shown.answer.attemptId, code, doorTime, source },
      reason: reason.trim(),
    });
    setIsAsking(false);
    if (reply.outcome === 'unanswered') return onOutcome('unanswered');
    if (reply.outcome === 'locked') return;
    onOutcome(reply.answer);
    scan.session.takeLeadAnswer({ ...attempt, attemptId }, reply.answer);
  }

  return (
    <section className={styles.guest} data-testid="waiting-guest">
      <header>
        <BellSymbol className={styles.symbol} />
        <p>
          <b>{WORDS.title}</b>
          <span>
            {WORDS.ticket(attempt.code.slice(-ENDING_CHARACTERS))} ·{' '}
            {WORDS.since(format.span(windowMs - shown.shownAtMs))}
          </span>
        </p>
        {!isOpen && (
          <>
            <Button onPress={() => scan.session.sendAway(attempt.attemptId)}>{WORDS.gone}</Button>
            <Button
              look="primary"
              testId="let-in"
              onPress={() => {
                onOutcome(null);
                setIsOpen(true);
              }}
            >
              {WORDS.letIn}
            </Button>
          </>
        )}
      </header>
      {isOpen && (
        <>
          <QuickChoices
            label={WORDS.why}
            choices={WORDS.reasons}
            value={reason}
            onChange={setReason}
            onEnter={() => isReady && void letIn()}
            maxLength={MAX_REASON}
            testId="let-in-reason"
          />
          <footer>
            <Button onPress={() => setIsOpen(false)}>{LEAD_WORDS.cancel}</Button>
            <Button look="primary" isDisabled={!isReady} onPress={() => void letIn()} testId="let-in-confirm">
              {WORDS.confirm}
            </Button>
          </footer>
        </>
      )}
    </section>
  );
}

function Outcome({ outcome }: { readonly outcome: Answer | 'unanswered' }) {
  if (outcome === 'unanswered') return <Note tone="attention">{LEAD_WORDS.unanswered}</Note>;
  if (outcome.verdict === 'admitted') {
    return (
      <Note tone="done" testId="let-in-done">
        {WORDS.admitted}
      </Note>
    );
  }
  return (
    <Note tone="attention" testId="let-in-refused">
      {outcome.verdict === 'undecided'
        ? `${WORDS.undecided} ${UNDECIDED_CAUSES[outcome.cause].problem}`
        : WORDS.refused(shortVerdictWords(outcome))}
    </Note>
  );
}
