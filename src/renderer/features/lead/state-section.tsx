import type { ReactNode } from 'react';
import type { GateCheck } from '#shared/gate-check.ts';
import type { GateState } from '#shared/gate-state.ts';
import type { LeadOverview } from '#shared/lead.ts';
import { worstLevel } from '#shared/system-check.ts';
import { UNDECIDED_CAUSES } from '#shared/undecided.ts';
import { format } from '../../components/format.ts';
import { ConnectionSymbol } from '../../components/gate-symbols.tsx';
import { Note } from '../../components/note.tsx';
import { useNow } from '../../components/use-now.ts';
import { countsInWords } from './check-counts.ts';
import { LevelSymbol } from './check-level.tsx';
import { STATE_WORDS as WORDS } from './words/state-words.ts';
import styles from './state-section.module.css';
import { stepsNow } from './steps-now.ts';

/** How this gate stands, in words that say what to do. */
export function StateSection({
  gate,
  overview,
  check,
}: {
  readonly gate: GateState;
  readonly overview: LeadOverview | null;
  readonly check: GateCheck | null;
}) {
  const { instant } = useNow();
  const { connection, emergency } = gate;
  return (
    <>
      <section className={styles.card} data-testid="lead-connection" data-connection={connection.state}>
        <ConnectionSymbol state={connection.state} />
        <div>
          <h2>{WORDS.what[connection.state]}</h2>
          {connection.state === 'on-its-own' && (
            <p className={styles.quiet}>{sinceInWords(connection.since, instant)}</p>
          )}
          <p>{WORDS.means[connection.state]}</p>
          {'cause' in connection && <p>{UNDECIDED_CAUSES[connection.cause].problem}</p>}
        </div>
      </section>
      {/* Where nothing can be written, what to do stands above in larger letters. */}
      {emergency.logProblem === null && (
        <section className={styles.steps}>
          <h3>{WORDS.doNow}</h3>
          <ol data-testid="do-now">
            {stepsNow(gate).map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
        </section>
      )}
      <dl className={styles.facts}>
        <Fact name={WORDS.pending}>{format.count(emergency.pendingLines)}</Fact>
        <Fact name={WORDS.setAside}>{format.count(emergency.setAsideLines)}</Fact>
        <Fact name={WORDS.conflicts}>
          {emergency.openConflicts === null ? WORDS.unknown : format.count(emergency.openConflicts)}
        </Fact>
        <Fact name={WORDS.tickets} hint={snapshotInWords(emergency, instant)}>
          {emergency.snapshot === null ? WORDS.none : format.count(emergency.snapshot.ticketPurchases)}
        </Fact>
      </dl>
      {overview !== null && overview.findings.length > 0 && (
        <Note tone="attention" testId="findings">
          <b>{WORDS.findings}</b>
          <ul className={styles.findings}>
            {overview.findings.map((finding) => (
              <li key={finding}>{finding}</li>
            ))}
          </ul>
        </Note>
      )}
      {check !== null && (
        <p className={styles.checked} data-testid="last-check" data-level={worstLevel(check.lines)}>
          <LevelSymbol level={worstLevel(check.lines)} />
          {checkInWords(check, instant)}
        </p>
      )}
      {overview !== null && (
        <p className={styles.folder}>
          {WORDS.log}: {emergency.logProblem === null && `${WORDS.logFine}. `}
          {WORDS.logFolder}: <code>{overview.logFolder}</code>
        </p>
      )}
    </>
  );
}

function Fact({
  name,
  hint = null,
  children,
}: {
  readonly name: string;
  readonly hint?: string | null;
  readonly children: ReactNode;
}) {
  return (
    <div className={styles.fact}>
      <dt>{name}</dt>
      <dd>
        {children}
        {hint !== null && <small>{hint}</small>}
      </dd>
    </div>
  );
}

function checkInWords(check: GateCheck, now: Date): string {
  if (check.ranAt === null) return WORDS.neverChecked;
  return WORDS.lastCheck(format.shortTimeSeenFrom(new Date(check.ranAt), now), countsInWords(check));
}

function sinceInWords(since: string, now: Date): string {
  const from = new Date(since);
  return WORDS.since(format.shortTimeSeenFrom(from, now), format.span(now.getTime() - from.getTime()));
}

function snapshotInWords({ snapshot, copying }: GateState['emergency'], now: Date): string | null {
  if (copying !== null && copying.total > 0) {
    return format.percent(Math.min(1, copying.copied / copying.total));
  }
  if (snapshot === null) return null;
  const takenAt = new Date(snapshot.takenAt);
  const time = format.shortTimeSeenFrom(takenAt, now);
  const asOf = snapshot.isOld
    ? WORDS.ticketsAsOf(time, format.span(now.getTime() - takenAt.getTime()))
    : WORDS.ticketsNow(time);
  return snapshot.isComplete ? asOf : `${asOf}, ${WORDS.incomplete}`;
}
