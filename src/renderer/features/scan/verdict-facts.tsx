import type { ReactNode } from 'react';
import type { AnswerOf } from '#shared/attempt.ts';
import type { GateState } from '#shared/gate-state.ts';
import { UNDECIDED_CAUSES } from '#shared/undecided.ts';
import { format } from '../../components/format.ts';
import { useNow } from '../../components/use-now.ts';
import { entryTimesInWords } from './entry-times.ts';
import type { ShownVerdict } from './scan-state.ts';
import styles from './verdict.module.css';
import { isLeadNeeded, WORDS } from './words.ts';

/** What belongs to one kind of verdict only: when and where, which concert, which times, what cause. */
export function VerdictFacts({
  shown,
  gate,
}: {
  readonly shown: ShownVerdict;
  readonly gate: GateState | null;
}) {
  const { answer } = shown;
  switch (answer.verdict) {
    case 'admitted':
    case 'not-sold-yet':
    case 'cancelled':
      return null;
    case 'already-admitted':
      return <FirstAdmission answer={answer} shownAtMs={shown.shownAtMs} gate={gate} />;
    case 'other-concert': {
      const { title, startsAt } = answer.otherConcert;
      return (
        <Fact label={WORDS.ticketFor}>
          <bdi>{title}</bdi>
          {startsAt !== null && <span className={styles.where}>{format.dayAndTime(new Date(startsAt))}</span>}
        </Fact>
      );
    }
    case 'not-open':
      return (
        <Fact label={WORDS.entryTimes}>
          {entryTimesInWords(answer, new Date(answer.doorTime)) ?? WORDS.entryUnknown}
        </Fact>
      );
    case 'unknown-code':
      return answer.reason === 'not-found' ? null : <p className={styles.remark}>{WORDS.malformed}</p>;
    case 'undecided': {
      // The heading says it all, and the organiser wants it so: there is nothing to repair.
      if (isLeadNeeded(answer)) return null;
      const { problem, advice } = UNDECIDED_CAUSES[answer.cause];
      return (
        <p className={styles.remark} data-testid="cause">
          <b>{WORDS.cause}:</b> {problem} {advice}
        </p>
      );
    }
  }
}

/** When, where and how long ago; the span is the database's own and goes on counting from the answer. */
function FirstAdmission({
  answer: { admittedAt, admittedAtGate, admittedAgoMs },
  shownAtMs,
  gate,
}: {
  readonly answer: AnswerOf<'already-admitted'>;
  readonly shownAtMs: number;
  readonly gate: GateState | null;
}) {
  const now = useNow();
  if (admittedAt === null && admittedAtGate === null) return <p className={styles.remark}>{WORDS.noTrace}</p>;
  const agoMs = admittedAgoMs === null ? null : admittedAgoMs + Math.max(0, now.windowMs - shownAtMs);
  return (
    <Fact label={WORDS.admittedBefore}>
      {agoMs !== null && <b data-testid="admitted-ago">{WORDS.ago(format.span(agoMs))}</b>}
      <span className={styles.where}>
        {admittedAt !== null && (
          <span data-testid="admitted-at">{format.timeSeenFrom(new Date(admittedAt), now.instant)}</span>
        )}
        {admittedAtGate !== null && (
          <span data-testid="admitted-at-gate">
            <bdi>{[admittedAtGate.id, admittedAtGate.name].filter((part) => part !== null).join(' · ')}</bdi>
            {admittedAtGate.id === gate?.gate.id && ` (${WORDS.thisGateShort})`}
          </span>
        )}
      </span>
    </Fact>
  );
}

function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className={styles.fact} data-testid="fact">
      <p className={styles.label}>{label}</p>
      <p className={styles.value}>{children}</p>
    </div>
  );
}
